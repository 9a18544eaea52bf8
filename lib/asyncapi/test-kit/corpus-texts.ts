// What real documents (corpus.ts) say, text by text, for the tests that ask whether a reader gets all of it.
import { listChannels } from "#lib/asyncapi/channel-model.ts";
import { type Definition, parseDefinition } from "#lib/asyncapi/definition.ts";
import {
  isJsonObject,
  type JsonObject,
  type JsonValue,
  type Path,
  valueAt,
} from "#lib/asyncapi/json-value.ts";
import { listRefs, pathOfRef, resolvePath } from "#lib/asyncapi/local-ref.ts";
import { listCurrentCorpus } from "./corpus.ts";

export type CorpusDocument = { readonly name: string; readonly definition: Definition };
/** `kind` is the member that says it, `property` for a name, `extension` for what stands in an `x-`. */
export type Said = { readonly kind: string; readonly text: string; readonly place: Path };

/** The valid documents of AsyncAPI 3. */
export function readCorpus(): CorpusDocument[] {
  return listCurrentCorpus().map(({ file, text }) => {
    const { definition } = parseDefinition(text);
    if (definition === null) throw new Error(`${file} cannot be read`);
    return { name: file.split(/[/_]/).at(-1) ?? file, definition };
  });
}

const TEXTS = ["title", "summary", "description", "name", "email", "pattern"];
const VALUES: Readonly<Record<string, string>> = { examples: "example", default: "default", const: "const" };
/** Members that hold things by names of the author's own, `default` among them. */
const MAPS = ["servers", "schemas", "channels", "operations", "messages", "parameters", "variables"];

/**
 * Titles, summaries, descriptions, names, values that are allowed, given or set, patterns, addresses of mail, values of bindings
 * and extensions, wherever they stand.
 */
export function saidIn(value: JsonValue, place: Path = [], holder = ""): Said[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => saidIn(item, [...place, index]));
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([key, member]) => {
    const at = [...place, key];
    const all = (kind: string) => leaves(member).map((text) => ({ kind, text, place: at }));
    if (holder === "properties") return [{ kind: "property", text: key, place: at }, ...saidIn(member, at)];
    if (key.startsWith("x-")) return [{ kind: "extension", text: key, place: at }, ...all("extension")];
    if (TEXTS.includes(key) && typeof member === "string") return [{ kind: key, text: member, place: at }];
    if (key === "enum" && Array.isArray(member)) return all("enum");
    if (VALUES[key] !== undefined && !MAPS.includes(holder)) return all(VALUES[key]);
    if (key === "bindings" && isJsonObject(member)) return saidInBindings(member, at);
    return saidIn(member, at, key);
  });
}

/** Of WebSockets the schemas of the handshake are read as such; all else is shown as the JSON it is. */
function saidInBindings(bindings: JsonObject, place: Path): Said[] {
  return Object.entries(bindings).flatMap(([protocol, binding]) => {
    if (!isJsonObject(binding)) return [];
    return Object.entries(binding).flatMap(([key, member]) => {
      const at = [...place, protocol, key];
      if (key === "$ref") return [];
      if (protocol === "ws" && ["query", "headers"].includes(key)) return saidIn(member, at);
      return leaves(member).map((text) => ({ kind: "binding", text, place: at }));
    });
  });
}

function leaves(value: JsonValue): string[] {
  if (Array.isArray(value)) return value.flatMap(leaves);
  if (isJsonObject(value)) return Object.values(value).flatMap(leaves);
  return [String(value)];
}

/** A text with escapes of JSON undone and white space of any kind alike. */
export function alike(text: string): string {
  return text
    .replaceAll("\\n", " ")
    .replaceAll('\\"', '"')
    .replaceAll("\\\\", "\\")
    .replace(/\s+/g, " ")
    .trim();
}

/** Why no page can show what stands at a place of a document; empty where one could. */
export function reasonUnshown(data: JsonObject, place: Path): string {
  const [root, key = "", name = ""] = place;
  if (root === "components" && place.length > 2 && !usedComponents(data).has(JSON.stringify([key, name])))
    return "nothing uses it";
  const channel = resolvePath(data, ["operations", key, "channel"]);
  if (root === "operations" && !listChannels(data).some(({ path }) => path.join() === channel?.join()))
    return "its channel is in another file";
  return "";
}

/** Components that something uses, a channel or operation at the end of the chain, as `["schemas","User"]`. */
function usedComponents(data: JsonObject): ReadonlySet<string> {
  const known = usedBy.get(data);
  if (known !== undefined) return known;
  const used = new Set<string>();
  usedBy.set(data, used);
  const { components: _, ...rest } = data;
  const waiting: JsonValue[] = [rest];
  for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
    for (const { ref } of listRefs(value)) {
      const [root, ...component] = pathOfRef(ref)?.slice(0, 3) ?? [];
      const name = JSON.stringify(component);
      if (root !== "components" || used.has(name)) continue;
      used.add(name);
      waiting.push(valueAt(data, ["components", ...component]) ?? null);
    }
  }
  return used;
}

const usedBy = new WeakMap<JsonObject, ReadonlySet<string>>();
