// What keeps a topic draft from being saved, by the schema the server uses. Apart from the draft itself, because the schema
// brings zod along and a page needs it only once somebody types.
import { type Topic, type TopicType, topicsSchema } from "./topic.ts";
import { keptRows, newTopic, type TopicDraft, topicsToSave, withRow } from "./topic-draft.ts";
import { normalizeTopicName } from "./topic-name.ts";

/** Messages of one row by field of the topic. */
export type RowProblems = Readonly<Partial<Record<keyof Topic, string>>>;

/** What keeps a draft from being saved: by row, and of the list as a whole. */
export type DraftProblems = { readonly rows: ReadonlyMap<string, RowProblems>; readonly list: string | null };

/** Judges a draft by the schema the server uses, so that nothing it refuses can be sent. */
export function draftProblems(draft: TopicDraft): DraftProblems {
  const kept = keptRows(draft);
  const parsed = topicsSchema.safeParse(topicsToSave(draft));
  const rows = new Map<string, RowProblems>();
  let list: string | null = null;
  for (const issue of parsed.error?.issues ?? []) {
    const [index, field] = issue.path;
    const row = typeof index === "number" ? kept[index] : undefined;
    if (row === undefined) list ??= issue.message;
    else rows.set(row.id, { [String(field ?? "address")]: issue.message, ...rows.get(row.id) });
  }
  return { rows, list };
}

/** Why a topic with this name and these types cannot join the draft, by field; empty where it can. */
export function additionProblems(
  draft: TopicDraft,
  address: string,
  types: readonly TopicType[],
): RowProblems {
  const candidate = withRow(draft, newTopic(normalizeTopicName(address), types));
  return draftProblems(candidate).rows.get(`new-${candidate.added}`) ?? {};
}
