// What a console is told of an attempt to connect, from the record that the gateway has of it. Pure.
import { z } from "zod";
import type { ClosedConnection, LiveConnection } from "./connection-record.ts";
import { consoleAdvice } from "./console-advice.ts";
import type { Audience } from "./consumer-advice.ts";
import { controlWords } from "./control-words.ts";
import { explainClose } from "./explain-close.ts";
import { explainRefusal } from "./explain-refusal.ts";
import { isLastingRefusal } from "./lasting-refusal.ts";
import type { PastEntry } from "./past-entry.ts";

/** Which attempt is asked about: by the name that the console gave it, or by its path and time. */
export const attemptSchema = z.object({
  apiId: z.string().min(1).max(64),
  path: z.string().min(1).max(4000),
  sinceMs: z.number().min(0),
  attemptId: z
    .string()
    .regex(/^[0-9a-f]{16}$/)
    .nullable(),
  isLastTry: z.boolean(),
});

/** Which connection is looked for while it lives, and after. */
export const onRecordSchema = attemptSchema.pick({ apiId: true }).extend({
  attemptId: attemptSchema.shape.attemptId.unwrap(),
});

/** What a browser is not told of a connection that came about, however it fares. */
export function onRecord(record: LiveConnection | ClosedConnection): string {
  const controls = record.controls === null ? "" : controlWords(record.controls);
  return `${handshakeWords(record)} ${controls}`.trim();
}

type Telling = { readonly isCertain: boolean; readonly audience: Audience };

/** The record in words; the advice begins with what there is to do in the console itself. */
export function told(entry: PastEntry, { isCertain, audience }: Telling) {
  const { connectionId } = entry.record;
  if (entry.kind === "ended") {
    const handshake = handshakeWords(entry.record);
    return { connectionId, isCertain, ...explainClose(entry.record, audience), refusal: null, handshake };
  }
  const refusal = {
    isLasting: isLastingRefusal(entry.record),
    retryAfterSeconds: entry.record.retryAfterSeconds ?? 0,
  };
  const { happened, advice } = explainRefusal(entry.record, audience);
  const first = consoleAdvice(entry.record, audience);
  return {
    connectionId,
    isCertain,
    happened,
    advice: first === null ? advice : `${first} ${advice}`,
    refusal,
    handshake: "",
  };
}

/** What a browser cannot see of a handshake. */
function handshakeWords({ dialMs, subprotocol, extensions }: LiveConnection | ClosedConnection): string {
  if (dialMs === null) return "";
  const chosen = `chose ${subprotocol === null ? "no subprotocol" : `the subprotocol ${subprotocol}`}`;
  const added = extensions === null ? "no extensions" : `the extensions ${extensions}`;
  return `The backend answered the handshake after ${Math.round(dialMs)} ms, ${chosen} and ${added}.`;
}
