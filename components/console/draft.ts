// What a person is about to send, and what will go over the wire for it.
import { bytesOfBase64, bytesOfHex } from "#lib/console/bytes-text.ts";
import type { ConsoleMessage } from "#lib/console/catalogue.ts";
import { jsonProblem, jsonValue } from "#lib/console/json-text.ts";
import { longNumbersIn } from "#lib/console/long-numbers.ts";
import type { Misfit } from "#lib/console/misfit-words.ts";
import { fillTemplates, type TemplateValues } from "#lib/console/templates.ts";
import type { Body } from "#lib/console/transcript.ts";
import { misfitsOf } from "#lib/console/validation.ts";

/** `verbatim` is text, too: what stands in double braces is sent as it is written. */
export const BODY_KINDS = ["text", "verbatim", "hex", "base64"] as const;
export type BodyKind = (typeof BODY_KINDS)[number];

export type Draft = {
  /** Key of the message of the definition; empty for none. */
  readonly messageKey: string;
  readonly kind: BodyKind;
  readonly text: string;
};

/** What is sent, and on which connection. */
export type DraftToSend = { readonly id: number; readonly draft: Draft };
/** What is sent again and again. */
export type Repeat = DraftToSend & { readonly everyMs: number };

/** How a message of the definition is edited. */
export type DraftView = "json" | "form";

export const EMPTY_DRAFT: Draft = { messageKey: "", kind: "text", text: "" };

/** `body` is null where nothing can be made of the draft, and `problem` says why. */
export type Prepared = {
  readonly body: Body | null;
  readonly problem: string | null;
  /** Where it does not fit the message it is meant to be; it may be sent all the same. */
  readonly misfits: readonly Misfit[];
  /** True where it is meant as JSON, and is none. */
  readonly isBroken: boolean;
};

const SOUND = { problem: null, misfits: [], isBroken: false } as const;

export function prepare(draft: Draft, message: ConsoleMessage | undefined, values: TemplateValues): Prepared {
  if (!isText(draft)) {
    const read = draft.kind === "hex" ? bytesOfHex(draft.text) : bytesOfBase64(draft.text);
    return read.ok ? { ...SOUND, body: read.bytes } : { ...SOUND, body: null, problem: read.message };
  }
  const filled =
    draft.kind === "verbatim" ? { ok: true as const, text: draft.text } : fillTemplates(draft.text, values);
  if (!filled.ok) return { ...SOUND, body: null, problem: filled.message };
  const body = filled.text;
  const wrong = isMeantAsJson(draft, message) ? jsonProblem(body) : null;
  return { ...SOUND, body, isBroken: wrong !== null, misfits: misfitsWith(body, wrong, message) };
}

/** Whether a draft is JSON, or on the way to be: its message is, or it begins as a list or an object does. */
export function isMeantAsJson(draft: Draft, message: ConsoleMessage | undefined): boolean {
  return isText(draft) && (hasSchema(message) || /^\s*[[{]/.test(draft.text));
}

export function isText({ kind }: Draft): boolean {
  return kind === "text" || kind === "verbatim";
}

/** A message that passed, to be sent again as it was. */
export function draftOfPassed(text: string): Draft {
  return { messageKey: "", kind: "verbatim", text };
}

function misfitsWith(
  text: string,
  wrong: string | null,
  message: ConsoleMessage | undefined,
): readonly Misfit[] {
  if (!message || message.schema === null) return [];
  if (wrong !== null) return [{ path: "$", words: `is no JSON: ${wrong}` }];
  return misfitsOf(message.schema, jsonValue(text), longNumbersIn(text));
}

function hasSchema(message: ConsoleMessage | undefined): boolean {
  return message !== undefined && message.schema !== null;
}
