// References that lead nowhere, and messages of operations that are not their channel's (AsyncAPI 3.0.0, Operation Object).
import { channelKeyOf, channelPlaces } from "#lib/asyncapi/channel-model.ts";
import type { Finding } from "#lib/asyncapi/definition-checks.ts";
import {
  isJsonObject,
  type JsonObject,
  type JsonValue,
  objectAt,
  type Path,
} from "#lib/asyncapi/json-value.ts";
import { pathOfRef, refOf, resolvePath } from "#lib/asyncapi/local-ref.ts";

/** What stands under these keys is data of whoever wrote it, not a part of the document. */
const DATA_KEYS: ReadonlySet<string> = new Set(["examples", "example", "default", "const", "enum"]);
const MAX_FOUND = 20;

/** Errors, up to twenty of each kind. */
export function refFindings(data: JsonObject): Finding[] {
  return [...danglingRefs(data), ...strayMessages(data)];
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
    const target = ref === null ? null : pathOfRef(ref);
    if (ref?.startsWith("#") && (target === null || resolvePath(data, target) === null)) {
      const message = `${ref} points to nothing. Correct the $ref, or add what it names.`;
      found.push({ severity: "error", code: "ref", message, path: [...path, "$ref"] });
    }
    for (const [key, item] of Object.entries(value)) if (!DATA_KEYS.has(key)) walk(item, [...path, key]);
  };
  walk(data, []);
  // Those of channels and operations are found with words of their own.
  return found.filter(
    ({ path }) => !(path.length <= 4 && (path[0] === "channels" || path[0] === "operations")),
  );
}

function strayMessages(data: JsonObject): Finding[] {
  const places = channelPlaces(data);
  const found = Object.entries(objectAt(data, ["operations"])).flatMap(([key, operation]): Finding[] => {
    const messages = isJsonObject(operation) ? operation.messages : undefined;
    if (!isJsonObject(operation) || !Array.isArray(messages)) return [];
    const channel = channelKeyOf(places, operation);
    if (channel === null) return [];
    return messages.flatMap((message, index): Finding[] => {
      const path = pathOfRef(refOf(message) ?? "");
      if (path === null || (path[0] === "channels" && path[1] === channel && path[2] === "messages"))
        return [];
      const name = String(path.at(-1));
      const advice = `A message of ${key} has to be one of its channel: { $ref: '#/channels/${channel}/messages/${name}' }`;
      return [
        {
          severity: "error",
          code: "operation-message",
          message: advice,
          path: ["operations", key, "messages", index],
        },
      ];
    });
  });
  return found.slice(0, MAX_FOUND);
}
