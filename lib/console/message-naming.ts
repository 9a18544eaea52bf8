// Which message of the definition something is that passed: by what sets the messages apart (a discriminator, constants),
// then by trial.
import { isJsonObject } from "#lib/asyncapi/json-value.ts";
import type { ConsoleMessage } from "./catalogue.ts";
import { marksOf, type Told, toldBy } from "./marks.ts";

export type Naming =
  | { readonly kind: "named"; readonly message: ConsoleMessage }
  /** Several fit, and nothing tells them apart. */
  | { readonly kind: "ambiguous"; readonly messages: readonly ConsoleMessage[] }
  | { readonly kind: "unknown" };

/** `fits` says whether a value fits a message's schema; it is asked only where the marks do not decide. */
export function nameMessage(
  value: unknown,
  candidates: readonly ConsoleMessage[],
  fits: (message: ConsoleMessage) => boolean,
): Naming {
  const possible = candidates.map((message) => ({ message, told: toldOf(message, value) }));
  const named = (told: Told) => possible.filter((one) => one.told === told).map(({ message }) => message);
  const marked = named("it is");
  const [only] = marked;
  if (marked.length === 1 && only) return { kind: "named", message: only };
  const rest = marked.length > 1 ? marked : named("it may be");
  const fitting = rest.filter(fits);
  const [first] = fitting;
  if (fitting.length === 1 && first) return { kind: "named", message: first };
  if (fitting.length > 1) return { kind: "ambiguous", messages: fitting };
  return marked.length > 1 ? { kind: "ambiguous", messages: marked } : { kind: "unknown" };
}

/** The candidates that nothing in the value speaks against. */
export function mayBe(value: unknown, candidates: readonly ConsoleMessage[]): ConsoleMessage[] {
  return candidates.filter((message) => toldOf(message, value) !== "it is not");
}

/** Without marks, or with none of them in the value, anything may be. */
function toldOf({ schema }: ConsoleMessage, value: unknown): Told {
  return isJsonObject(schema) ? toldBy(marksOf(schema), value) : "it may be";
}
