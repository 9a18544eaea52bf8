// What a message is by the definition, and whether it fits: three answers, for what could not be checked is neither.
import type { ConsoleMessage } from "./catalogue.ts";
import { jsonValue } from "./json-text.ts";
import { nameMessage } from "./message-naming.ts";
import type { Body } from "./transcript.ts";
import { checkValue, type Verdict } from "./validation.ts";

export type Recognised =
  | { readonly kind: "named"; readonly name: string; readonly verdict: Verdict }
  | { readonly kind: "ambiguous"; readonly names: readonly string[] }
  | { readonly kind: "unknown" };

/** A message by what sets it apart, else by what it fits; where it fits nothing, by what could not be checked. */
export function recognise(body: Body, messages: readonly ConsoleMessage[]): Recognised {
  if (typeof body !== "string") return { kind: "unknown" };
  const parsed = jsonValue(body);
  // A text that is no JSON may still be a message: of a schema of type string.
  const value = parsed === undefined ? body : parsed;
  const verdictOf = ({ schema }: ConsoleMessage): Verdict =>
    schema === null ? { kind: "unchecked" } : checkValue(schema, value);
  const checked = nameMessage(value, messages, (message) => verdictOf(message).kind === "valid");
  const naming =
    checked.kind === "unknown"
      ? nameMessage(value, messages, (message) => verdictOf(message).kind === "unchecked")
      : checked;
  if (naming.kind === "named")
    return { kind: "named", name: naming.message.name, verdict: verdictOf(naming.message) };
  if (naming.kind === "ambiguous")
    return { kind: "ambiguous", names: naming.messages.map(({ name }) => name) };
  return naming;
}
