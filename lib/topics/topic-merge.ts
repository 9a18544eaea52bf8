// Two people changed the topics of one API: puts my unsaved changes on top of what the other one saved (three-way merge).
// Pure. Nothing is dropped in silence: what cannot be applied comes back as a collision, with my version in it.
import { addressParameters } from "#lib/asyncapi/channel-address.ts";
import { handshakeFingerprint } from "./handshake-form.ts";
import type { Topic } from "./topic.ts";
import { findTopicClashes } from "./topic-clash.ts";
import {
  baseOf,
  type DraftRow,
  draftOf,
  isSameTopic,
  rowChange,
  type TopicDraft,
  topicsToSave,
  withRow,
} from "./topic-draft.ts";

const fieldNames = {
  address: "name",
  types: "types",
  description: "description",
  parameters: "parameter descriptions",
  uriMapping: "URL mapping",
  isSecured: "security",
  handshake: "handshake",
} as const;
type Field = keyof typeof fieldNames;
const fields = Object.keys(fieldNames) as Field[]; // keys of a literal: `Object.keys` forgets their type

export const COLLISION_KINDS = ["both_edited", "they_deleted", "they_edited", "same_name"] as const;

/** A change of mine that met a change of theirs. Theirs is in the draft; `mine` is what I had. */
export type Collision = {
  readonly kind: (typeof COLLISION_KINDS)[number];
  readonly address: string;
  readonly message: string;
  readonly mine: Topic;
};

export type Merge = { readonly draft: TopicDraft; readonly collisions: readonly Collision[] };

/** True where the other save left the topics as I found them: my draft stands as it is. */
export function isSameTopics(left: readonly Topic[], right: readonly Topic[]): boolean {
  return left.length === right.length && left.every((topic, index) => isSameTopic(topic, right[index]));
}

/** My changes applied to `theirs`, field by field. */
export function mergeDraft(mine: TopicDraft, theirs: readonly Topic[]): Merge {
  const start: Merge = { draft: draftOf(theirs), collisions: [] };
  return mine.rows.reduce<Merge>((merge, row) => {
    if (rowChange(mine, row) === null) return merge;
    const base = baseOf(mine, row);
    return base === null ? applyAddition(merge, row) : applyChange(merge, row, base);
  }, start);
}

function applyAddition(merge: Merge, row: DraftRow): Merge {
  if (row.isDeleted) return merge;
  const together = [...topicsToSave(merge.draft), row.topic];
  const isClash = findTopicClashes(together).some((clash) => clash.index === together.length - 1);
  if (!isClash) return { ...merge, draft: withRow(merge.draft, row.topic) };
  return collide(
    merge,
    row,
    "same_name",
    `They added ${row.topic.address} too, or a topic that matches the same requests.`,
  );
}

function applyChange(merge: Merge, row: DraftRow, base: Topic): Merge {
  const theirs = merge.draft.rows.find((candidate) => identity(candidate.topic) === identity(base));
  const { address } = base;
  if (theirs === undefined) {
    if (row.isDeleted) return merge;
    return collide(merge, row, "they_deleted", `They deleted ${address}, which you had edited.`);
  }
  if (row.isDeleted) {
    if (isSameTopic(theirs.topic, base)) return replaceRow(merge, { ...theirs, isDeleted: true });
    return collide(merge, row, "they_edited", `They edited ${address}, which you had deleted. It stays.`);
  }
  const { topic, collided } = mergeFields(base, row.topic, theirs.topic);
  const merged = replaceRow(merge, { ...theirs, topic });
  if (collided.length === 0) return merged;
  const what = collided.map((field) => fieldNames[field]).join(", ");
  return collide(merged, row, "both_edited", `You both changed the ${what} of ${address}. Theirs is kept.`);
}

/** A channel keeps its key when it is renamed; a topic without one is known by its name. */
function identity(topic: Topic): string {
  return topic.channelKey ?? `address ${topic.address}`;
}

function replaceRow(merge: Merge, row: DraftRow): Merge {
  const rows = merge.draft.rows.map((candidate) => (candidate.id === row.id ? row : candidate));
  return { ...merge, draft: { ...merge.draft, rows } };
}

function collide(merge: Merge, row: DraftRow, kind: Collision["kind"], message: string): Merge {
  const collision: Collision = { kind, address: row.topic.address, message, mine: row.topic };
  return { ...merge, collisions: [...merge.collisions, collision] };
}

/** Takes each field from whoever changed it; where both did, theirs. */
function mergeFields(base: Topic, mine: Topic, theirs: Topic): { topic: Topic; collided: Field[] } {
  const collided: Field[] = [];
  let topic = theirs;
  for (const field of fields) {
    const [before, wanted, other] = [
      comparable(base, field),
      comparable(mine, field),
      comparable(theirs, field),
    ];
    if (wanted === before || wanted === other) continue;
    if (other === before) topic = { ...topic, [field]: mine[field] };
    else collided.push(field);
  }
  return {
    topic: { ...topic, parameters: parametersOf(topic, [...topic.parameters, ...mine.parameters]) },
    collided,
  };
}

/** One entry for each parameter of the address, described by the first of the candidates that does. */
function parametersOf(topic: Topic, candidates: Topic["parameters"]): Topic["parameters"] {
  return addressParameters(topic.address).map((name) => {
    const described = candidates.find((it) => it.name === name && it.description !== "");
    return { name, description: described?.description ?? "" };
  });
}

function comparable(topic: Topic, field: Field): string {
  if (field === "types") return [...topic.types].sort().join();
  if (field === "parameters") return JSON.stringify(topic.parameters.filter((it) => it.description !== ""));
  if (field === "handshake") return handshakeFingerprint(topic.handshake);
  return JSON.stringify(topic[field] || null);
}
