// Topics and drafts for tests: what is not said is as the form would make it.
import type { Topic } from "../topic.ts";
import { changeDraft, type DraftChange, draftOf, type TopicDraft, topicsToSave } from "../topic-draft.ts";

export const topic = (address: string, more: Partial<Topic> = {}): Topic => ({
  channelKey: address,
  address,
  types: ["subscribe", "publish"],
  description: "",
  parameters: [],
  uriMapping: null,
  isSecured: true,
  ...more,
});

/** The draft after some steps. */
export const stepped = (start: readonly Topic[], ...changes: DraftChange[]): TopicDraft =>
  changes.reduce(changeDraft, draftOf(start));

/** Addresses that a save of the draft would write. */
export const addresses = (draft: TopicDraft): string[] => topicsToSave(draft).map((it) => it.address);
