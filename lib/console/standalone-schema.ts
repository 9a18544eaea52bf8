// A schema of a document that stands by itself: what its references lead to comes along, cycles and all.
import { isJsonObject, type JsonObject, type JsonValue, objectFrom } from "#lib/asyncapi/json-value.ts";
import { pathOfRef, resolveValue } from "#lib/asyncapi/local-ref.ts";
import { freeDefinitionName } from "./definition-name.ts";
import { withDigitsBeside } from "./exact-keywords.ts";

/** Parts that are copied for one schema. */
const MAX_PARTS = 5_000;
const MAX_DEPTH = 100;
/** Keywords whose values are data, in which `$ref` is a word like any other. */
const DATA = new Set(["const", "enum", "default", "example", "examples"]);
/** Keywords whose values are schemas by names, which may be those of keywords. */
const MAPS = new Set([
  "properties",
  "patternProperties",
  "dependencies",
  "dependentSchemas",
  "$defs",
  "definitions",
]);

/**
 * The schema with what it refers to under `$defs`; null where it is no schema, or too large. What cannot be resolved
 * takes everything, as it would with a validator that does not follow it.
 */
export function standaloneSchema(document: JsonValue, schema: JsonValue): JsonObject | boolean | null {
  const own = isJsonObject(schema) && isJsonObject(schema.$defs) ? Object.keys(schema.$defs) : [];
  const copy = new Copy(document, own);
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
  readonly #names: Set<string>;
  #parts = 0;

  /** `taken` are names under `$defs` that the schema has itself. */
  constructor(document: JsonValue, taken: readonly string[]) {
    this.#document = document;
    this.#names = new Set(taken);
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
    const copy = objectFrom(
      Object.entries(value).map(([name, member]) => [name, this.#member(name, member, depth + 1)]),
    );
    return withDigitsBeside(value, copy);
  }

  #member(name: string, member: JsonValue, depth: number): JsonValue {
    if (DATA.has(name)) return this.#data(member);
    if (!MAPS.has(name) || !isJsonObject(member)) return this.of(member, depth);
    return objectFrom(Object.entries(member).map(([key, schema]) => [key, this.of(schema, depth)]));
  }

  #reference(holder: JsonObject, ref: string, depth: number): JsonValue {
    const known = this.definitions.get(ref);
    if (known) return { $ref: `#/$defs/${known.name}` };
    const target = resolveValue(this.#document, { $ref: ref });
    if (target === undefined || (isJsonObject(target) && target.$ref === holder.$ref)) return true;
    const definition = { name: this.#nameFor(ref), value: true as JsonValue };
    this.definitions.set(ref, definition);
    definition.value = this.of(target, depth + 1);
    return { $ref: `#/$defs/${definition.name}` };
  }

  #nameFor(ref: string): string {
    const name = freeDefinitionName(pathOfRef(ref)?.at(-1) ?? "", this.#names);
    this.#names.add(name);
    return name;
  }

  /** Data as it is, counted. */
  #data(value: JsonValue): JsonValue {
    this.#parts += Array.isArray(value) ? value.length : 1;
    return value;
  }
}
