// What was typed into the create form and what was sent of it, kept for this browser tab: a reload or an accidental step
// back loses nothing, and sending the same again is still the same operation.
import * as z from "zod";
import { draftKey, readDraft, sentKey, writeDraft } from "#components/design-form/stored-draft.ts";
import { apiTemplateSchema } from "#lib/apis/api-fields.ts";
import { type CreateValues, emptyValues } from "./create-values.ts";
import type { SentOperation } from "./operation-key.ts";

const maxDraftLength = 20_000;

/** The values as they are kept. */
export const valuesSchema = z.object({
  name: z.string(),
  displayName: z.string(),
  context: z.string(),
  version: z.string(),
  endpoint: z.string(),
  template: apiTemplateSchema.catch("blank"),
});

const sentSchema = z.object({ intention: z.string(), key: z.uuid() });

export type CreationDraft = {
  /** The kept values, or null. Storage may be switched off: then there are none. */
  readonly read: () => CreateValues | null;
  readonly keep: (values: CreateValues) => void;
  /** What was sent last and not answered, as far as this tab knows; null where nothing was. */
  readonly readSent: () => SentOperation | null;
  /** Goes with the draft: kept before it is sent, dropped when the draft is. */
  readonly keepSent: (sent: SentOperation) => void;
  /** Once the API is there, or nobody wants it any more. */
  readonly drop: () => void;
};

/** What one person sent last from one form. */
export function sentOperation(personId: string, form: string) {
  const key = sentKey(personId, form);
  return {
    read: () => sentSchema.safeParse(readDraft(key)).data ?? null,
    keep: (operation: SentOperation) => void writeDraft(key, operation),
    drop: () => void writeDraft(key, null),
  };
}

/** One person's draft of the form that creates a WebSocket API. */
export function creationDraft(personId: string): CreationDraft {
  const key = draftKey(personId, "new", "websocket-api");
  const sent = sentOperation(personId, "websocket-api");
  return {
    read: () => valuesSchema.safeParse(readDraft(key)).data ?? null,
    keep: (values) => {
      const texts = Object.values(values);
      const length = texts.reduce((sum, text) => sum + text.length, 0);
      if (length <= maxDraftLength) writeDraft(key, isTyped(values) ? values : null);
    },
    readSent: sent.read,
    keepSent: sent.keep,
    drop: () => {
      writeDraft(key, null);
      sent.drop();
    },
  };
}

/** False where there is nothing worth keeping. */
export function isTyped(values: CreateValues): boolean {
  return Object.values(values).join() !== Object.values(emptyValues).join();
}
