// Which of the document's own schemas its topics and operations lead to, by the references as they are written: trees may be
// cut before they come to one. Each part of the document is looked at once.
import { isJsonObject, type JsonObject, type JsonValue, memberOf } from "#lib/asyncapi/json-value.ts";
import { namedBy, refOf } from "#lib/asyncapi/local-ref.ts";
import { nameOf } from "./schema-pieces.ts";

/** Names among `components.schemas`, in the order in which they are come to. */
export function schemasUsed(document: JsonObject): ReadonlySet<string> {
  const names = new Set<string>();
  const seen = new Set<JsonValue>();
  const followed = new Set<string>();
  const waiting: JsonValue[] = [
    memberOf(document, "operations") ?? null,
    memberOf(document, "channels") ?? null,
  ];
  for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
    if (typeof value !== "object" || value === null || seen.has(value)) continue;
    seen.add(value);
    const ref = refOf(value);
    if (ref !== null && !followed.has(ref)) {
      followed.add(ref);
      const target = namedBy(document, ref);
      const name = nameOf(ref);
      if (name !== "" && isJsonObject(target)) names.add(name);
      if (target !== undefined) waiting.push(target);
    }
    // What stands first is looked at first.
    waiting.push(...Object.values(value).toReversed());
  }
  return names;
}
