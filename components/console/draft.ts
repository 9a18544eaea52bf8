// What a person is about to send, and what will go over the wire for it.
import { bytesOfBase64, bytesOfHex } from "#lib/console/bytes-text.ts";
import type { ConsoleMessage } from "#lib/console/catalogue.ts";
import { jsonProblem, jsonValue } from "#lib/console/json-text.ts";
import { fillTemplates, type TemplateValues } from "#lib/console/templates.ts";
import type { Body } from "#lib/console/transcript.ts";
import { misfitsOf } from "#lib/console/validation.ts";

export type BodyKind = "text" | "hex" | "base64";

export type Draft = {
  /** Key of the message of the definition; empty for none. */
  readonly messageKey: string;
  readonly kind: BodyKind;
  readonly text: string;
};

/** How a message of the definition is edited. */
export type DraftView = "json" | "form";

export const EMPTY_DRAFT: Draft = { messageKey: "", kind: "text", text: "" };

/** `body` is null where nothing can be made of the draft, and `problem` says why. */
export type Prepared = {
  readonly body: Body | null;
  readonly problem: string | null;
  /** Where it does not fit the message it is meant to be, in words; it may be sent all the same. */
  readonly misfits: readonly string[];
};

export function prepare(draft: Draft, message: ConsoleMessage | undefined, values: TemplateValues): Prepared {
  if (draft.kind !== "text") {
    const read = draft.kind === "hex" ? bytesOfHex(draft.text) : bytesOfBase64(draft.text);
    return read.ok
      ? { body: read.bytes, problem: null, misfits: [] }
      : { body: null, problem: read.message, misfits: [] };
  }
  const filled = fillTemplates(draft.text, values);
  if (!filled.ok) return { body: null, problem: filled.message, misfits: [] };
  return { body: filled.text, problem: null, misfits: misfitWords(filled.text, message) };
}

/** Where a text does not fit a message of the definition. */
export function misfitWords(text: string, message: ConsoleMessage | undefined): readonly string[] {
  if (!message || message.schema === null) return [];
  const wrong = jsonProblem(text);
  if (wrong !== null) return [`It is no JSON: ${wrong}`];
  return misfitsOf(message.schema, jsonValue(text)).map(({ path, words }) => `${path} ${words}`);
}
