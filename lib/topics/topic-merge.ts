// Two people changed the topics of one API: puts my unsaved changes on top of what the other one saved (three-way merge).
// Pure. Nothing is dropped in silence: what cannot be applied comes back as a collision, with my version in it.
import { addressParameters } from "#lib/asyncapi/channel-address.ts";
import { handshakeFingerprint } from "./handshake-form.ts";
import type { Topic } from "./topic.ts";
import { findTopicClashes } from "./topic-clash.ts";
import {
  baseOf,
  type DraftChange,
  type DraftRow,
  draftOf,
  isSameTopic,
  rowChange,
  type TopicDraft,
  topicsToSave,
  withRow,
} from "./topic-draft.ts";
import { scopesFingerprint } from "./topic-scopes.ts";

/** Fields of a topic by which two people can be at odds, in words. */
export const fieldNames = {
  address: "name",
  types: "types",
  description: "description",
  parameters: "parameter descriptions",
  uriMapping: "URL mapping",
  isSecured: "security",
  handshake: "handshake",
  scopes: "scopes",
} as const;
export type Field = keyof typeof fieldNames;
/** In the order of the form. */
export const topicFields = Object.keys(fieldNames) as Field[]; // keys of a literal: `Object.keys` forgets their type

export const COLLISION_KINDS = ["both_edited", "they_deleted", "they_edited", "same_name"] as const;

/** A change of mine that met a change of theirs. Theirs is in the draft; `mine` is what I had. */
export type Collision = {
  readonly kind: (typeof COLLISION_KINDS)[number];
  readonly address: string;
  readonly message: string;
  readonly mine: Topic;
  /** What mine was made of; null where I added it. */
  readonly base: Topic | null;
  /** Null where they deleted it. */
  readonly theirs: Topic | null;
  /** What both changed, and mine is not taken of. */
  readonly fields: readonly Field[];
};

/** What takes mine in the place of theirs: of one field that both changed, or of the whole topic. Null where there is no way. */
export function takeMine(draft: TopicDraft, collision: Collision, field?: Field): DraftChange | null {
  const { kind, mine, theirs } = collision;
  if (kind === "they_deleted") return { kind: "put", topic: { ...mine, channelKey: null } };
  const row = draft.rows.find(({ topic }) => theirs !== null && identity(topic) === identity(theirs));
  if (row === undefined) return null;
  if (kind === "they_edited") return { kind: "delete", id: row.id };
  const { channelKey: _, ...own } = mine;
  return { kind: "edit", id: row.id, patch: field === undefined ? own : { [field]: mine[field] } };
}

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
  const theirs = merge.draft.rows.find(({ topic }) => topic.address === row.topic.address)?.topic ?? null;
  return collide(merge, row, {
    kind: "same_name",
    message: `They added ${row.topic.address} too, or a topic that matches the same requests.`,
    theirs,
    fields: theirs === null ? [] : topicFields.filter((field) => isDifferent(field, row.topic, theirs)),
  });
}

function applyChange(merge: Merge, row: DraftRow, base: Topic): Merge {
  const theirs = merge.draft.rows.find((candidate) => identity(candidate.topic) === identity(base));
  const { address } = base;
  if (theirs === undefined) {
    if (row.isDeleted) return merge;
    const message = `They deleted ${address}, which you had edited.`;
    return collide(merge, row, { kind: "they_deleted", message, base });
  }
  if (row.isDeleted) {
    if (isSameTopic(theirs.topic, base)) return replaceRow(merge, { ...theirs, isDeleted: true });
    const message = `They edited ${address}, which you had deleted. It stays.`;
    return collide(merge, row, { kind: "they_edited", message, base, theirs: theirs.topic });
  }
  const { topic, collided } = mergeFields(base, row.topic, theirs.topic);
  const merged = replaceRow(merge, { ...theirs, topic });
  if (collided.length === 0) return merged;
  const what = collided.map((field) => fieldNames[field]).join(", ");
  const message = `You both changed the ${what} of ${address}. Theirs is kept.`;
  return collide(merged, row, { kind: "both_edited", message, base, theirs: theirs.topic, fields: collided });
}

/** A channel keeps its key when it is renamed; a topic without one is known by its name. */
function identity(topic: Topic): string {
  return topic.channelKey ?? `address ${topic.address}`;
}

function replaceRow(merge: Merge, row: DraftRow): Merge {
  const rows = merge.draft.rows.map((candidate) => (candidate.id === row.id ? row : candidate));
  return { ...merge, draft: { ...merge.draft, rows } };
}

function isDifferent(field: Field, left: Topic, right: Topic): boolean {
  return comparable(left, field) !== comparable(right, field);
}

type Met = Pick<Collision, "kind" | "message"> & Partial<Pick<Collision, "base" | "theirs" | "fields">>;

function collide(merge: Merge, { topic: mine }: DraftRow, met: Met): Merge {
  const collision = { base: null, theirs: null, fields: [], ...met, address: mine.address, mine };
  return { ...merge, collisions: [...merge.collisions, collision] };
}

/** Takes each field from whoever changed it; where both did, theirs. */
function mergeFields(base: Topic, mine: Topic, theirs: Topic): { topic: Topic; collided: Field[] } {
  const collided: Field[] = [];
  let topic = theirs;
  for (const field of topicFields) {
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
  if (field === "scopes") return scopesFingerprint(topic.scopes);
  return JSON.stringify(topic[field] || null);
}
