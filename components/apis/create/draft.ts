// What was typed into the create form and what was sent of it, kept for this browser tab: a reload or an accidental step
// back loses nothing, and sending the same again is still the same operation.
import * as z from "zod";
import type { CreateValues } from "./create-values.ts";
import type { SentOperation } from "./operation-key.ts";

const storageKey = "sluice:draft:websocket-api";
const sentKey = `${storageKey}:sent`;
const maxDraftLength = 20_000;

const draftSchema = z.object({
  name: z.string(),
  displayName: z.string(),
  context: z.string(),
  version: z.string(),
  endpoint: z.string(),
});

const sentSchema = z.object({ intention: z.string(), key: z.uuid() });

/** The kept draft, or null. Storage may be switched off: then there is none. */
export function readDraft(): CreateValues | null {
  return readItem(storageKey, draftSchema);
}

/** What was sent last and not answered, as far as this tab knows; null where nothing was. */
export function readSentOperation(): SentOperation | null {
  return readItem(sentKey, sentSchema);
}

function readItem<Value>(key: string, schema: z.ZodType<Value>): Value | null {
  try {
    return schema.parse(JSON.parse(sessionStorage.getItem(key) ?? "null"));
  } catch {
    return null;
  }
}

export function keepDraft(values: CreateValues): void {
  const length = Object.values(values).reduce((sum, text) => sum + text.length, 0);
  if (length <= maxDraftLength) keepItem(storageKey, values);
}

/** Goes with the draft: kept before it is sent, dropped when the draft is. */
export function keepSentOperation(sent: SentOperation): void {
  keepItem(sentKey, sent);
}

function keepItem(key: string, item: object): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(item));
  } catch {
    // Storage is full or switched off: the form works without it.
  }
}

/** Once the API is there, or nobody wants it any more. */
export function dropDraft(): void {
  try {
    sessionStorage.removeItem(storageKey);
    sessionStorage.removeItem(sentKey);
  } catch {
    // Nothing was kept.
  }
}
