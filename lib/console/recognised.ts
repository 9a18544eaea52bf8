// What a message is by the definition, and whether it fits: three answers, for what could not be checked is neither.
import type { ConsoleMessage } from "./catalogue.ts";
import { jsonValue, SHORT_CHARACTERS } from "./json-text.ts";
import { longNumbersIn, NO_LONG_NUMBERS } from "./long-numbers.ts";
import { mayBe, nameMessage } from "./message-naming.ts";
import type { Misfit } from "./misfit-words.ts";
import type { Body } from "./transcript.ts";
import { checkValue, type Verdict } from "./validation.ts";

/** Why a message does not fit one that it might have been. */
export type Tried = { readonly message: ConsoleMessage; readonly misfits: readonly Misfit[] };

export type Recognised =
  | { readonly kind: "named"; readonly message: ConsoleMessage; readonly verdict: Verdict }
  | { readonly kind: "ambiguous"; readonly messages: readonly ConsoleMessage[] }
  /** None of the definition's, with why for each that it might have been. */
  | { readonly kind: "unknown"; readonly tried: readonly Tried[] }
  /** Bytes, or too long to be read unasked. */
  | { readonly kind: "unread" };

/**
 * A message by what sets it apart, else by what it fits, else by what could not be checked. One that is left over because the
 * value speaks against the others is not what it is called: nothing speaks for it. Where the definition has no other at all,
 * it is that one, and does not fit, unless the value speaks against it. Texts above `longest` characters are not read.
 */
export function recognise(
  body: Body,
  messages: readonly ConsoleMessage[],
  longest = SHORT_CHARACTERS,
): Recognised {
  if (typeof body !== "string") return ofBytes(messages);
  if (body.length > longest) return { kind: "unread" };
  const parsed = jsonValue(body);
  // A text that is no JSON may still be a message: of a schema of type string.
  const value = parsed === undefined ? body : parsed;
  const long = parsed === undefined ? NO_LONG_NUMBERS : longNumbersIn(body);
  const verdictOf = ({ schema }: ConsoleMessage): Verdict =>
    schema === null ? { kind: "unchecked" } : checkValue(schema, value, { long });
  const candidates = messages.filter((message) => parsed !== undefined || !demandsJson(message));
  const is = (kind: Verdict["kind"]) => (message: ConsoleMessage) => verdictOf(message).kind === kind;
  const checked = nameMessage(value, candidates, is("valid"));
  const naming = checked.kind === "unknown" ? nameMessage(value, candidates, is("unchecked")) : checked;
  if (naming.kind === "named")
    return { kind: "named", message: naming.message, verdict: verdictOf(naming.message) };
  if (naming.kind === "ambiguous") return naming;
  const tried = mayBe(value, candidates).map((message): Tried => {
    const verdict = verdictOf(message);
    return { message, misfits: verdict.kind === "invalid" ? verdict.misfits : [] };
  });
  const [only] = tried;
  return messages.length === 1 && only
    ? { kind: "named", message: only.message, verdict: { kind: "invalid", misfits: only.misfits } }
    : { kind: "unknown", tried };
}

/** Nothing tells bytes apart but that one message alone is none of text. */
function ofBytes(messages: readonly ConsoleMessage[]): Recognised {
  const [only, ...others] = messages.filter(
    ({ contentType, schema }) => schema === null && !/json|^text\//i.test(contentType),
  );
  return only && others.length === 0
    ? { kind: "named", message: only, verdict: { kind: "unchecked" } }
    : { kind: "unread" };
}

/** True of a message that a text that is no JSON cannot be. */
function demandsJson({ schema, contentType }: ConsoleMessage): boolean {
  return schema === null && /json/i.test(contentType);
}
