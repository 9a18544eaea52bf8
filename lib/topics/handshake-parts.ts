// The parts of what a topic's handshake takes, references followed, made comparable: the method, each query parameter, each
// header. The form reads another way (read-handshake.ts), for it shows only what it can write back.
import { createHash } from "node:crypto";
import { isJsonObject, type JsonObject, type JsonValue, objectAt } from "#lib/asyncapi/json-value.ts";
import { refOf, resolveObject, resolveValue } from "#lib/asyncapi/local-ref.ts";
import { NodeBudget } from "#lib/asyncapi/node-budget.ts";
import { wsBindingOf } from "#lib/asyncapi/ws-binding.ts";
import { HANDSHAKE_LISTS, type HandshakeList } from "./handshake.ts";
import { requiredOf } from "./read-handshake.ts";

/** `digest` stands for all that the definition says of it. */
export type HandshakePart = { readonly name: string; readonly digest: string };

/** Bounds of one channel; what goes beyond them is not compared. */
const MAX_NODES = 2000;
const MAX_DEPTH = 20;

const words = { query: "query parameter", headers: "header" } as const;

/** By name; empty where the definition says nothing. The order in which a definition writes things does not count. */
export function handshakeParts(root: JsonValue, channel: JsonObject): HandshakePart[] {
  const binding = wsBindingOf(root, channel);
  const reader = new PartReader(root);
  const parts = HANDSHAKE_LISTS.flatMap((list) => reader.list(list, binding[list]));
  if (binding.method === undefined) return parts;
  return [{ name: "method", digest: reader.digest(binding.method) }, ...parts];
}

class PartReader {
  readonly #root: JsonValue;
  readonly #budget = new NodeBudget(MAX_NODES);

  constructor(root: JsonValue) {
    this.#root = root;
  }

  list(list: HandshakeList, schema: JsonValue | undefined): HandshakePart[] {
    if (schema === undefined) return [];
    const object = resolveObject(this.#root, schema);
    const properties = objectAt(object, ["properties"]);
    const required = requiredOf(object);
    const named = [...new Set([...Object.keys(properties), ...required])].flatMap((name) => {
      if (!this.#budget.spend()) return [];
      const isThere = Object.hasOwn(properties, name);
      const digest = this.digest(isThere ? properties[name] : null, String(required.includes(name)));
      return [{ name: `${words[list]} ${name}`, digest }];
    });
    const rest = Object.keys(object).filter(
      (keyword) => !["type", "properties", "required"].includes(keyword),
    );
    if (rest.length === 0) return named;
    const others = Object.fromEntries(rest.map((keyword) => [keyword, object[keyword] ?? null]));
    return [...named, { name: `${words[list]}s as a whole`, digest: this.digest(others) }];
  }

  digest(value: JsonValue | undefined, ...more: string[]): string {
    const hash = createHash("sha256");
    this.#write(value, 0, (text) => hash.update(`${text.length}:${text}`));
    for (const text of more) hash.update(text);
    return hash.digest("base64url");
  }

  #write(written: JsonValue | undefined, depth: number, put: (text: string) => void): void {
    if (depth > MAX_DEPTH || !this.#budget.spend()) return;
    // A reference that leads nowhere says what it says.
    const value = resolveValue(this.#root, written) ?? refOf(written) ?? null;
    if (Array.isArray(value)) {
      put(`list ${value.length}`);
      for (const item of value) this.#write(item, depth + 1, put);
    } else if (isJsonObject(value)) {
      const keys = Object.keys(value).sort();
      put(`object ${keys.length}`);
      for (const key of keys) {
        put(key);
        this.#write(value[key], depth + 1, put);
      }
    } else put(`${typeof value} ${value}`);
  }
}
