// Schemas of a document as one JSON Schema (draft 2020-12) that stands alone and says nothing but what can be checked: known
// keywords with values of the right kind, references within it, patterns that end soon. What draft 7 says otherwise (a list
// of `items`) is written anew, and what documents take over from OpenAPI is understood (`nullable`, `exclusiveMinimum: true`).
// Keywords of later drafts count wherever they stand: none means anything else in draft 7. Pure.
import {
  isJsonObject,
  type JsonObject,
  type JsonValue,
  objectAt,
  objectFrom,
  textAt,
} from "#lib/asyncapi/json-value.ts";
import { refOf, resolveValue } from "#lib/asyncapi/local-ref.ts";
import { isCheckedFormat, LONGEST_WITH_FORMAT } from "./example-format.ts";
import { patternCost } from "./example-pattern.ts";
import { isJsonSchemaFormat } from "./example-values.ts";
import { numberBounds } from "./number-bounds.ts";

type Schema = JsonObject | boolean;
export type Standing = {
  readonly schemas: readonly (Schema | null)[];
  readonly definitions: JsonObject;
  readonly nodes: number;
};
type Bounds = { readonly nodes: number; readonly longest: number };

/** Name of the keyword that is put into every schema: what applying it to a value of one part costs. */
export const EFFORT = "sluiceEffort";

const MAX_PATTERN_STEPS = 100_000;
const TYPES: ReadonlySet<JsonValue> = new Set([
  "array",
  "boolean",
  "integer",
  "null",
  "number",
  "object",
  "string",
]);
const COUNTS = [
  ...["minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"],
  "minContains",
];
const ONE = ["additionalProperties", "contains", "propertyNames"];
/** What holds where something else does not: it cannot be told where something was left out. */
const STRICT_ONE = ["not", "if", "then", "else", "unevaluatedProperties", "unevaluatedItems"];
const NAMED = ["properties", "dependencies", "dependentSchemas"];
const LISTS_BY_NAME = ["dependencies", "dependentRequired"];
/** What may stand beside a reference and asks for nothing. */
const WORDS = new Set(["title", "description", "summary", "deprecated", "default", "examples", "example"]);

/** The schemas, each null where it cannot be checked: too large, or with a reference that leads nowhere or outside. */
export function standing(root: JsonValue, schemas: readonly JsonValue[], bounds: Bounds): Standing {
  const exact = new Builder(root, bounds, "exact");
  const made = exact.all(schemas);
  if (!exact.isLossy) return made;
  // Where something is left out, more fits than should: what must not fit, or fit once only, cannot be told any more.
  return new Builder(root, bounds, "lenient").all(schemas);
}

class Builder {
  readonly #root: JsonValue;
  readonly #bounds: Bounds;
  readonly #isLenient: boolean;
  readonly #names = new Map<string, string>();
  readonly #definitions = new Map<string, JsonValue>();
  #nodes = 0;
  #fails = false;
  isLossy = false;

  constructor(root: JsonValue, bounds: Bounds, mode: "exact" | "lenient") {
    this.#root = root;
    this.#bounds = bounds;
    this.#isLenient = mode === "lenient";
  }

  all(schemas: readonly JsonValue[]): Standing {
    const made = schemas.map((schema) => {
      this.#fails = false;
      const one = this.#schema(schema);
      return this.#fails ? null : one;
    });
    return { schemas: made, definitions: objectFrom(this.#definitions), nodes: this.#nodes };
  }

  #schema(value: JsonValue): Schema {
    this.#nodes += 1;
    if (this.#nodes > this.#bounds.nodes) this.#fails = true;
    if (this.#fails || typeof value === "boolean" || !isJsonObject(value)) return value !== false;
    const ref = refOf(value);
    if (ref !== null) return this.#reference(ref, value);
    const format = textAt(value, ["schemaFormat"]);
    if (format !== null && value.schema !== undefined) {
      if (!isJsonSchemaFormat(format)) this.#fails = true;
      return this.#schema(value.schema);
    }
    return this.#nullable(value, { ...this.#plain(value), ...this.#below(value), ...this.#choices(value) });
  }

  #reference(ref: string, value: JsonObject): Schema {
    // Draft 7 does not hear what stands beside it, later drafts do.
    const isHeard = (name: string) => name !== "$ref" && !WORDS.has(name) && !name.startsWith("x-");
    if (Object.keys(value).some(isHeard)) this.isLossy = true;
    const known = this.#names.get(ref);
    if (known !== undefined) {
      // One that failed once fails whoever refers to it.
      if (this.#definitions.get(known) === null) this.#fails = true;
      return { $ref: `#/definitions/${known}` };
    }
    const name = `d${this.#names.size}`;
    this.#names.set(ref, name);
    const target = resolveValue(this.#root, value);
    if (target === undefined) this.#fails = true;
    const made = target === undefined ? null : this.#schema(target);
    this.#definitions.set(name, this.#fails ? null : made);
    return { $ref: `#/definitions/${name}` };
  }

  /** Keywords whose values are no schemas. */
  #plain(value: JsonObject): JsonObject {
    const made: JsonObject = {};
    const types = [value.type].flat().filter((type) => type !== undefined && TYPES.has(type));
    if (types.length > 0 && types.length === [value.type].flat().length)
      made.type = [...new Set(types)] as JsonValue[];
    if (Array.isArray(value.enum) && value.enum.length > 0) made.enum = value.enum;
    if (value.const !== undefined) made.const = value.const;
    if (value.uniqueItems === true) made.uniqueItems = true;
    if (Array.isArray(value.required))
      made.required = [...new Set(value.required)].filter((name) => typeof name === "string");
    // With less to tell items apart by, more are of the kind.
    for (const name of this.#isLenient ? COUNTS : [...COUNTS, "maxContains"]) {
      const count = value[name];
      if (typeof count === "number" && Number.isInteger(count) && count >= 0) made[name] = count;
    }
    return { ...made, ...numberBounds(value), ...this.#format(value), ...this.#text(value, made) };
  }

  #format({ format }: JsonObject): JsonObject {
    if (format === undefined) return {};
    if (isCheckedFormat(format) && this.#bounds.longest <= LONGEST_WITH_FORMAT) return { format };
    this.isLossy = true;
    return {};
  }

  /** The pattern of a text, and what one look at a value costs. */
  #text(value: JsonObject, plain: JsonObject): JsonObject {
    const lists = [
      plain.enum,
      plain.required,
      ...["properties", "patternProperties"].map((name) =>
        Object.keys(isJsonObject(value[name]) ? value[name] : {}),
      ),
    ];
    const look = isCheckedFormat(value.format) ? 1 + this.#bounds.longest / 50 : 1;
    const cost = lists.reduce<number>((sum, list) => sum + (Array.isArray(list) ? list.length : 0), look);
    if (typeof value.pattern !== "string") return { [EFFORT]: cost };
    const steps = patternCost(value.pattern, this.#bounds.longest);
    if (steps <= MAX_PATTERN_STEPS) return { pattern: value.pattern, [EFFORT]: cost + steps / 50 };
    this.isLossy = true;
    return { [EFFORT]: cost };
  }

  /** Keywords whose values are schemas of what the value holds. */
  #below(value: JsonObject): JsonObject {
    const made: JsonObject = {};
    for (const name of ONE) if (isSchema(value[name])) made[name] = this.#schema(value[name]);
    for (const name of NAMED) if (isJsonObject(value[name])) made[name] = this.#named(value[name]);
    for (const name of LISTS_BY_NAME)
      if (isJsonObject(value[name])) made[name] = { ...objectAt(made, [name]), ...namesByName(value[name]) };
    const patterns = Object.entries(isJsonObject(value.patternProperties) ? value.patternProperties : {});
    const usable = patterns.filter(
      ([pattern]) => patternCost(pattern, this.#bounds.longest) <= MAX_PATTERN_STEPS / 100,
    );
    if (usable.length > 0) made.patternProperties = this.#named(objectFrom(usable));
    if (usable.length < patterns.length) {
      this.isLossy = true;
      delete made.additionalProperties;
    }
    return { ...made, ...this.#items(value) };
  }

  /** The first items of a list, and all further ones, which draft 7 calls `items` and `additionalItems`. */
  #items({ prefixItems, items, additionalItems }: JsonObject): JsonObject {
    const made: JsonObject = {};
    const first = [prefixItems, items].find(Array.isArray);
    const further = first !== undefined && first === items ? additionalItems : items;
    if (first !== undefined && first.length > 0) made.prefixItems = first.map((item) => this.#schema(item));
    if (isSchema(further)) made.items = this.#schema(further);
    return made;
  }

  #named(schemas: JsonObject): JsonObject {
    return objectFrom(
      Object.entries(schemas).flatMap(([name, schema]) =>
        Array.isArray(schema) ? [] : [[name, this.#schema(schema)] as const],
      ),
    );
  }

  #choices(value: JsonObject): JsonObject {
    const made: JsonObject = {};
    const list = (name: string) => {
      const options = value[name];
      return Array.isArray(options) && options.length > 0 ? options.map((each) => this.#schema(each)) : null;
    };
    const [all, any, one] = [list("allOf"), list("anyOf"), list("oneOf")];
    if (any) made.anyOf = any;
    if (one && !this.#isLenient) made.oneOf = one;
    if (all || (one && this.#isLenient))
      made.allOf = [...(all ?? []), ...(one && this.#isLenient ? [{ anyOf: one }] : [])];
    if (this.#isLenient) return made;
    for (const name of STRICT_ONE) if (isSchema(value[name])) made[name] = this.#schema(value[name]);
    return made;
  }

  #nullable(value: JsonObject, made: JsonObject): JsonObject {
    return value.nullable === true ? { anyOf: [{ type: "null" }, made] } : made;
  }
}

function namesByName(lists: JsonObject): JsonObject {
  return objectFrom(
    Object.entries(lists).flatMap(([name, list]) =>
      Array.isArray(list) ? [[name, list.filter((each) => typeof each === "string")] as const] : [],
    ),
  );
}

function isSchema(value: JsonValue | undefined): value is Schema {
  return typeof value === "boolean" || isJsonObject(value);
}
