// What a page shows of a document before it takes the place of a definition.
import type { ImportView } from "#lib/imports/import-view.ts";
import type { TopicChange } from "#lib/topics/topic-changes.ts";

export type ReplacementView = ImportView & {
  /** What would change; null where nothing can be made of the document. */
  readonly changes: {
    /** Those that are shown. */
    readonly topics: readonly TopicChange[];
    readonly topicCount: number;
    /** The text that would be saved: with the title and version of the API. */
    readonly text: string;
  } | null;
};
