// A schema of a document that stands by itself: what its references lead to comes along, cycles and all.
import { isJsonObject, type JsonObject, type JsonValue, objectFrom } from "#lib/asyncapi/json-value.ts";
import { resolveValue } from "#lib/asyncapi/local-ref.ts";

/** Parts that are copied for one schema. */
const MAX_PARTS = 5_000;
const MAX_DEPTH = 100;
/** Keywords whose values are data, in which `$ref` is a word like any other. */
const DATA = new Set(["const", "enum", "default", "example", "examples"]);

/**
 * The schema with what it refers to under `$defs`; null where it is no schema, or too large. What cannot be resolved
 * takes everything, as it would with a validator that does not follow it.
 */
export function standaloneSchema(document: JsonValue, schema: JsonValue): JsonObject | boolean | null {
  const copy = new Copy(document);
  const whole = copy.of(schema, 0);
  if (copy.isTooLarge || (typeof whole !== "boolean" && !isJsonObject(whole))) return null;
  return typeof whole === "boolean" || copy.definitions.size === 0
    ? whole
    : { ...whole, $defs: { ...(isJsonObject(whole.$defs) ? whole.$defs : {}), ...copy.written() } };
}

class Copy {
  /** By reference: the name under `$defs`, and what stands there once it is copied. */
  readonly definitions = new Map<string, { readonly name: string; value: JsonValue }>();
  readonly #document: JsonValue;
  #parts = 0;

  constructor(document: JsonValue) {
    this.#document = document;
  }

  get isTooLarge(): boolean {
    return this.#parts > MAX_PARTS;
  }

  written(): JsonObject {
    return objectFrom([...this.definitions.values()].map(({ name, value }) => [name, value] as const));
  }

  of(value: JsonValue, depth: number): JsonValue {
    this.#parts += 1;
    if (this.isTooLarge || depth > MAX_DEPTH) return true;
    if (Array.isArray(value)) return value.map((item) => this.of(item, depth + 1));
    if (!isJsonObject(value)) return value;
    if (typeof value.$ref === "string") return this.#reference(value, value.$ref, depth);
    return objectFrom(
      Object.entries(value).map(([name, member]) => [
        name,
        DATA.has(name) ? this.#data(member) : this.of(member, depth + 1),
      ]),
    );
  }

  #reference(holder: JsonObject, ref: string, depth: number): JsonValue {
    const known = this.definitions.get(ref);
    if (known) return { $ref: `#/$defs/${known.name}` };
    const target = resolveValue(this.#document, { $ref: ref });
    if (target === undefined || (isJsonObject(target) && target.$ref === holder.$ref)) return true;
    const definition = { name: `part${this.definitions.size + 1}`, value: true as JsonValue };
    this.definitions.set(ref, definition);
    definition.value = this.of(target, depth + 1);
    return { $ref: `#/$defs/${definition.name}` };
  }

  /** Data as it is, counted. */
  #data(value: JsonValue): JsonValue {
    this.#parts += Array.isArray(value) ? value.length : 1;
    return value;
  }
}
