// What people write beside a reference. Draft 7 takes no notice of it, later ones do: words, marks and examples are shown
// with what is referred to, while limits, which would not count everywhere, are not.
import { isJsonObject, type JsonObject, type JsonValue, objectFrom } from "#lib/asyncapi/json-value.ts";
import { namedBy, refOf } from "#lib/asyncapi/local-ref.ts";
import { copyDigits } from "#lib/asyncapi/written-digits.ts";

const SHOWN = ["title", "deprecated", "readOnly", "writeOnly", "default", "examples", "example"];
/** References that lead to references, each with words of its own. */
const MAX_CHAIN = 4;

const NOTHING: JsonObject = {};

/** The references that a value consists of and that have more beside them, the outermost first. */
export function besidesOf(root: JsonValue, value: JsonValue | undefined): JsonObject[] {
  const found: JsonObject[] = [];
  let current = value;
  for (let hops = 0; hops < MAX_CHAIN; hops += 1) {
    const ref = refOf(current);
    if (ref === null || !isJsonObject(current)) break;
    if (Object.keys(current).length > 1) found.push(current);
    current = namedBy(root, ref);
  }
  return found;
}

/** What stands beside the references of a schema, as one; empty for nothing. */
export function besideOf(root: JsonValue, value: JsonValue | undefined): JsonObject {
  const found = besidesOf(root, value);
  if (found.length === 0) return NOTHING;
  const description = joinedTexts(
    found.flatMap((one) => [one.summary, one.description]),
    "\n\n",
  );
  // Of two, the outer one counts.
  const members = found.toReversed().flatMap((one) => Object.entries(one));
  const beside = objectFrom([
    ...members.filter(([name]) => SHOWN.includes(name)),
    ...(description === "" ? [] : [["description", description] as const]),
  ]);
  for (const one of found.toReversed()) copyDigits(one, beside);
  return beside;
}

/** Texts one after the other, none of them twice. */
export function joinedTexts(texts: readonly (JsonValue | undefined)[], between: string): string {
  return [...new Set(texts)].filter((text) => typeof text === "string" && text !== "").join(between);
}
