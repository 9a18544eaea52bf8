// What a person has changed on the Topics page and not saved yet: rows and marks for deletion. Pure: the page keeps the
// draft, the server never sees it. What is wrong with it is topic-problems.ts, merging it with somebody else's save
// topic-merge.ts.
import { addressParameters } from "#lib/asyncapi/channel-address.ts";
import { handshakeFingerprint } from "./handshake-form.ts";
import type { Topic, TopicType } from "./topic.ts";
import { normalizeTopicName } from "./topic-name.ts";
import { scopesFingerprint } from "./topic-scopes.ts";
import { normalizeUriMapping } from "./uri-mapping.ts";

/** A topic as it stands on the page. `id` stays the same while the page lives, whatever is renamed. */
export type DraftRow = {
  readonly id: string;
  readonly topic: Topic;
  /** Marked for deletion: gone with the next save, until then it can be brought back. */
  readonly isDeleted: boolean;
};

/** The rows, and the topics they started from. */
export type TopicDraft = {
  readonly base: readonly Topic[];
  readonly rows: readonly DraftRow[];
  /** Counts the rows added so far, for their ids. */
  readonly added: number;
};

/** One step of a person. */
export type DraftChange =
  | { readonly kind: "add"; readonly address: string; readonly types: readonly TopicType[] }
  | { readonly kind: "edit"; readonly id: string; readonly patch: Partial<Omit<Topic, "channelKey">> }
  /** A whole topic: one that somebody else has deleted, brought back. */
  | { readonly kind: "put"; readonly topic: Topic }
  | { readonly kind: "delete" | "restore"; readonly id: string }
  | { readonly kind: "secureAll"; readonly isSecured: boolean }
  | { readonly kind: "reset" };

/** A draft without changes. */
export function draftOf(topics: readonly Topic[]): TopicDraft {
  const rows = topics.map((topic, index) => ({ id: rowId(topic, index), topic, isDeleted: false }));
  return { base: topics, rows, added: 0 };
}

function rowId(topic: Topic, index: number): string {
  return topic.channelKey === null ? `saved-${index}` : `key-${topic.channelKey}`;
}

/** A topic that has only a name and types yet. */
export function newTopic(address: string, types: readonly TopicType[]): Topic {
  const parameters = addressParameters(address).map((name) => ({ name, description: "" }));
  return {
    channelKey: null,
    address,
    types: [...types],
    description: "",
    parameters,
    uriMapping: null,
    isSecured: true,
  };
}

/** The draft after a step. Steps that change nothing give back the same object. */
export function changeDraft(draft: TopicDraft, change: DraftChange): TopicDraft {
  switch (change.kind) {
    case "add":
      return withRow(draft, newTopic(normalizeTopicName(change.address), change.types));
    case "put":
      return withRow(draft, change.topic);
    case "edit":
      return mapRow(draft, change.id, (row) => ({ ...row, topic: editTopic(row.topic, change.patch) }));
    case "delete":
      return mapRow(draft, change.id, (row) => ({ ...row, isDeleted: true }));
    case "restore":
      return mapRow(draft, change.id, (row) => ({ ...row, isDeleted: false }));
    case "secureAll":
      return { ...draft, rows: draft.rows.map((row) => secure(row, change.isSecured)) };
    case "reset":
      return draftOf(draft.base);
  }
}

/** The draft with one more row at its end. */
export function withRow(draft: TopicDraft, topic: Topic): TopicDraft {
  const added = draft.added + 1;
  return { ...draft, added, rows: [...draft.rows, { id: `new-${added}`, topic, isDeleted: false }] };
}

function mapRow(draft: TopicDraft, id: string, change: (row: DraftRow) => DraftRow): TopicDraft {
  return { ...draft, rows: draft.rows.map((row) => (row.id === id ? change(row) : row)) };
}

function secure(row: DraftRow, isSecured: boolean): DraftRow {
  return row.isDeleted ? row : { ...row, topic: { ...row.topic, isSecured } };
}

/** A new address brings its own parameters; descriptions of those that stay are kept. */
function editTopic(topic: Topic, patch: Partial<Omit<Topic, "channelKey">>): Topic {
  const edited = { ...topic, ...patch };
  if (edited.address === topic.address) return edited;
  const described = new Map(edited.parameters.map((parameter) => [parameter.name, parameter.description]));
  const names = addressParameters(edited.address).filter((name) => name !== "");
  return { ...edited, parameters: names.map((name) => ({ name, description: described.get(name) ?? "" })) };
}

/** What a save sends: rows that stay, names and mappings made canonical. */
export function topicsToSave(draft: TopicDraft): Topic[] {
  return keptRows(draft).map((row) => canonicalTopic(row.topic));
}

/** Rows that a save keeps, in the order of `topicsToSave`. */
export function keptRows(draft: TopicDraft): DraftRow[] {
  return draft.rows.filter((row) => !row.isDeleted);
}

function canonicalTopic(topic: Topic): Topic {
  const uriMapping = topic.uriMapping === null ? null : normalizeUriMapping(topic.uriMapping);
  return { ...topic, address: normalizeTopicName(topic.address), uriMapping };
}

/** True where a save would alter something. */
export function isChanged(draft: TopicDraft): boolean {
  const kept = topicsToSave(draft);
  return (
    kept.length !== draft.base.length || kept.some((topic, index) => !isSameTopic(topic, draft.base[index]))
  );
}

/** How a row differs from what is saved; null where it does not. */
export function rowChange(draft: TopicDraft, row: DraftRow): "new" | "edited" | "deleted" | null {
  if (row.isDeleted) return "deleted";
  const base = baseOf(draft, row);
  if (base === null) return "new";
  return isSameTopic(row.topic, base) ? null : "edited";
}

/** The saved topic a row started from; null for a row added since. */
export function baseOf(draft: TopicDraft, row: DraftRow): Topic | null {
  return draft.base.find((topic, index) => rowId(topic, index) === row.id) ?? null;
}

/** Same in every field a person sees; the order of types and undescribed parameters do not count. */
export function isSameTopic(left: Topic, right: Topic | undefined): boolean {
  return right !== undefined && fingerprint(left) === fingerprint(right);
}

function fingerprint(typed: Topic): string {
  const topic = canonicalTopic(typed);
  const described = topic.parameters.filter((parameter) => parameter.description !== "");
  const parameters = described.map((parameter) => [parameter.name, parameter.description]).sort();
  const { address, description, isSecured } = topic;
  return JSON.stringify([
    address,
    [...topic.types].sort(),
    description,
    parameters,
    topic.uriMapping || null,
    isSecured,
    handshakeFingerprint(topic.handshake),
    scopesFingerprint(topic.scopes),
  ]);
}
