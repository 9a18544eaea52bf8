// References that lead nowhere, and messages of operations and replies that are not their channel's.
import { isDataMember } from "#lib/asyncapi/data-parts.ts";
import type { Finding } from "#lib/asyncapi/definition-checks.ts";
import { inlineMessages } from "#lib/asyncapi/inline-messages.ts";
import { isJsonObject, type JsonObject, type JsonValue, type Path } from "#lib/asyncapi/json-value.ts";
import { leadsNowhere, refOf } from "#lib/asyncapi/local-ref.ts";
import { strayMessages } from "#lib/asyncapi/stray-messages.ts";

const MAX_FOUND = 20;

/** Errors, up to twenty of each kind. */
export function refFindings(data: JsonObject): Finding[] {
  return [...danglingRefs(data), ...strayMessages(data, MAX_FOUND), ...inlineMessages(data, MAX_FOUND)];
}

function danglingRefs(data: JsonObject): Finding[] {
  const found: Finding[] = [];
  const walk = (value: JsonValue, path: Path): void => {
    if (found.length === MAX_FOUND) return;
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) walk(item, [...path, index]);
      return;
    }
    if (!isJsonObject(value)) return;
    const ref = refOf(value);
    if (ref !== null && leadsNowhere(data, ref) && !hasOwnWords(path)) {
      const message = `${ref} points to nothing. Correct the $ref, or add what it names.`;
      found.push({ severity: "error", code: "ref", message, path: [...path, "$ref"] });
    }
    for (const [key, item] of Object.entries(value)) if (!isDataMember(path, key)) walk(item, [...path, key]);
  };
  walk(data, []);
  return found;
}

/** Whose reference is found with words of its own, in definition-checks.ts: channels, operations and their channels. */
function hasOwnWords([root, _key, part, ...more]: Path): boolean {
  if (root !== "channels" && root !== "operations") return false;
  return part === undefined || (root === "operations" && part === "channel" && more.length === 0);
}
