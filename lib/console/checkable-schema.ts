// A schema as the validator may have it: known keywords with values of the right kind, references within it, patterns that
// end soon, what documents take over from OpenAPI (`nullable`, `exclusiveMinimum: true`), and a meter in every part, which
// is paid when the part is applied. Pure.
import { isJsonObject, type JsonObject, type JsonValue, objectFrom } from "#lib/asyncapi/json-value.ts";
import { isCheckedFormat, LONGEST_WITH_FORMAT } from "#lib/asyncapi/reading/example-format.ts";
import { patternCost } from "#lib/asyncapi/reading/example-pattern.ts";
import { numberBounds } from "#lib/asyncapi/reading/number-bounds.ts";
import { copyDigits } from "#lib/asyncapi/written-digits.ts";
import { freeDefinitionName } from "./definition-name.ts";
import { exactKeywords, exactStep, noteDigitsBeside } from "./exact-keywords.ts";
import { atPointer } from "./json-pointer.ts";
import type { LongNumbers } from "./long-numbers.ts";

export type Meter = { left: number };

/** What values the schema is for. */
export type ValueBounds = {
  /** Characters of the longest text; Infinity where no pattern is tried. */
  readonly longest: number;
  /** True where lists are short enough to compare each item with each other. */
  readonly hasShortLists: boolean;
  /** Numbers of the text that doubles do not tell apart from those of the schema. */
  readonly long: LongNumbers;
};

/** Takes more than the meter holds. */
export class TooMuch extends RangeError {}

const MAX_NODES = 5000;
const MAX_DEPTH = 100;
const MAX_PATTERN_STEPS = 5_000_000;
const PATTERN_STEPS_PER_UNIT = 500;
const TYPES = new Set<JsonValue>(["array", "boolean", "integer", "null", "number", "object", "string"]);
const COUNTS = ["minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"];
const ONE = ["additionalProperties", "additionalItems", "contains", "propertyNames"];
/** What holds where something else does not: it cannot be told where something was left out. */
const STRICT_ONE = ["not", "if", "then", "else", "unevaluatedProperties", "unevaluatedItems"];
const MAPS = ["properties", "dependentSchemas", "dependencies", "dependentRequired"];

/** Null where it is too large to be checked with; throws `Indistinct` where long numbers cannot be told apart. */
export function checkableSchema(schema: JsonObject, bounds: ValueBounds, meter: Meter): JsonObject | null {
  const exact = new Builder(schema, bounds, meter, "exact");
  const made = exact.whole();
  if (!exact.isLossy) return made;
  // Where something is left out, more fits than should: what must not fit, or fit once only, cannot be told any more.
  return new Builder(schema, bounds, meter, "lenient").whole();
}

class Builder {
  readonly #root: JsonObject;
  readonly #bounds: ValueBounds;
  readonly #meter: Meter;
  readonly #isLenient: boolean;
  readonly #names = new Map<string, string>();
  readonly #taken = new Set<string>();
  readonly #definitions = new Map<string, JsonValue>();
  #nodes = 0;
  isLossy = false;

  constructor(root: JsonObject, bounds: ValueBounds, meter: Meter, mode: "exact" | "lenient") {
    this.#root = root;
    this.#bounds = bounds;
    this.#meter = meter;
    this.#isLenient = mode === "lenient";
  }

  whole(): JsonObject | null {
    const made = this.#schema(this.#root, 0);
    if (this.#nodes > MAX_NODES) return null;
    // The definitions are beside what a reference at the top leads to, which has nothing else beside it.
    return { allOf: [made], $defs: objectFrom(this.#definitions) };
  }

  #schema(value: JsonValue | undefined, depth: number): JsonObject | boolean {
    this.#nodes += 1;
    if (this.#nodes > MAX_NODES || depth > MAX_DEPTH) this.isLossy = true;
    if (this.#nodes > MAX_NODES || depth > MAX_DEPTH || !isJsonObject(value)) return value !== false;
    if (typeof value.$ref === "string") return this.#reference(value.$ref, depth);
    noteDigitsBeside(value);
    const plain = this.#plain(value);
    const step = exactStep(plain, this.#bounds.long);
    if (step) delete plain.multipleOf;
    const made = { ...plain, ...this.#below(value, depth), ...this.#choices(value, depth) };
    const metered = this.#metered(made, this.#costOf(made));
    noteKind(value, metered);
    const whole = step ? { allOf: [metered, step] } : metered;
    return value.nullable === true ? { anyOf: [{ type: "null" }, whole] } : whole;
  }

  /** The validator reads `type` whenever it applies a schema to a value. */
  #metered(made: JsonObject, cost: number): JsonObject {
    const { type } = made;
    const meter = this.#meter;
    return Object.defineProperty(made, "type", {
      enumerable: true,
      get() {
        meter.left -= cost;
        if (meter.left < 0) throw new TooMuch();
        return type;
      },
    });
  }

  #costOf(made: JsonObject): number {
    const sizes = [made.enum, made.required, made.properties, made.patternProperties].map((part) =>
      typeof part === "object" && part !== null ? Object.keys(part).length : 0,
    );
    const patterns = [made.pattern, ...Object.keys(made.patternProperties ?? {})];
    const steps = patterns.map((pattern) => (typeof pattern === "string" ? this.#stepsOf(pattern) : 0));
    const sum = (numbers: readonly number[]) => numbers.reduce((one, other) => one + other, 0);
    return 1 + sum(sizes) / 8 + sum(steps) / PATTERN_STEPS_PER_UNIT;
  }

  #reference(ref: string, depth: number): JsonObject | boolean {
    const known = this.#names.get(ref);
    if (known !== undefined) return { $ref: `#/$defs/${known}` };
    const target = ref.startsWith("#") ? atPointer(this.#root, ref.slice(1)) : undefined;
    if (target === undefined) {
      this.isLossy = true;
      return true;
    }
    const name = freeDefinitionName(ref.split("/").at(-1) ?? "", this.#taken);
    this.#taken.add(name);
    this.#names.set(ref, name);
    // A reference that leads to itself says nothing.
    this.#definitions.set(name, isSameRef(target, ref) ? true : this.#schema(target, depth + 1));
    return { $ref: `#/$defs/${name}` };
  }

  /** Keywords whose values are no schemas. */
  #plain(value: JsonObject): JsonObject {
    const made: JsonObject = {};
    const types = [value.type].flat().filter((type) => type !== undefined);
    if (types.length > 0 && types.every((type) => TYPES.has(type))) made.type = types;
    if (Array.isArray(value.enum)) made.enum = value.enum;
    if (value.const !== undefined) made.const = value.const;
    if (Array.isArray(value.required)) made.required = value.required.filter((it) => typeof it === "string");
    // With less to tell items apart by, more are of the kind.
    for (const name of [...COUNTS, "minContains", ...(this.#isLenient ? [] : ["maxContains"])]) {
      const count = value[name];
      if (typeof count === "number" && count >= 0) made[name] = count;
    }
    if (value.uniqueItems === true && this.#bounds.hasShortLists) made.uniqueItems = true;
    else if (value.uniqueItems === true) this.isLossy = true;
    const numbers = numberBounds(value);
    const all = { ...made, ...numbers, ...this.#text(value) };
    copyDigits(value, all);
    copyDigits(numbers, all);
    return exactKeywords(all, this.#bounds.long);
  }

  #text({ pattern, format }: JsonObject): JsonObject {
    const made: JsonObject = {};
    if (typeof pattern === "string") {
      if (this.#isUsable(pattern)) made.pattern = pattern;
      else this.isLossy = true;
    }
    if (!isCheckedFormat(format)) return made;
    if (this.#bounds.longest <= LONGEST_WITH_FORMAT) made.format = format;
    else this.isLossy = true;
    return made;
  }

  /** Keywords whose values are schemas of what the value holds. */
  #below(value: JsonObject, depth: number): JsonObject {
    const made: JsonObject = {};
    for (const name of ONE) if (isSchema(value[name])) made[name] = this.#schema(value[name], depth + 1);
    for (const name of MAPS) if (isJsonObject(value[name])) made[name] = this.#named(value[name], depth);
    for (const name of ["items", "prefixItems"]) {
      const items = value[name];
      if (Array.isArray(items)) made[name] = items.map((item) => this.#schema(item, depth + 1));
      else if (isSchema(items)) made[name] = this.#schema(items, depth + 1);
    }
    if (!isJsonObject(value.patternProperties)) return made;
    const all = Object.entries(value.patternProperties);
    const usable = all.filter(([pattern]) => this.#isUsable(pattern));
    made.patternProperties = this.#named(objectFrom(usable), depth);
    if (usable.length < all.length) {
      this.isLossy = true;
      delete made.additionalProperties;
    }
    return made;
  }

  #named(schemas: JsonObject, depth: number): JsonObject {
    return objectFrom(
      Object.entries(schemas).map(([name, schema]) => [
        name,
        Array.isArray(schema)
          ? schema.filter((each) => typeof each === "string")
          : this.#schema(schema, depth + 1),
      ]),
    );
  }

  #choices(value: JsonObject, depth: number): JsonObject {
    const list = (name: string) => {
      const options = value[name];
      return Array.isArray(options) && options.length > 0
        ? options.map((each) => this.#schema(each, depth + 1))
        : null;
    };
    const [all, any, one] = [list("allOf"), list("anyOf"), list("oneOf")];
    const made: JsonObject = any ? { anyOf: any } : {};
    if (all) made.allOf = all;
    if (one && this.#isLenient) made.allOf = [...(all ?? []), { anyOf: one }];
    if (this.#isLenient) return made;
    if (one) made.oneOf = one;
    for (const name of STRICT_ONE)
      if (isSchema(value[name])) made[name] = this.#schema(value[name], depth + 1);
    return made;
  }

  #isUsable(pattern: string): boolean {
    return this.#stepsOf(pattern) <= MAX_PATTERN_STEPS && isUnicodePattern(pattern);
  }

  #stepsOf(pattern: string): number {
    return this.#bounds.longest === Number.POSITIVE_INFINITY
      ? Number.POSITIVE_INFINITY
      : patternCost(pattern, this.#bounds.longest);
  }
}

function isSchema(value: JsonValue | undefined): boolean {
  return typeof value === "boolean" || isJsonObject(value);
}

/** Keeps what tells people a kind of value; the validator does not see it. */
function noteKind({ title, discriminator }: JsonObject, made: JsonObject): void {
  if (title !== undefined) Object.defineProperty(made, "title", { value: title });
  if (discriminator !== undefined) Object.defineProperty(made, "discriminator", { value: discriminator });
}

function isSameRef(target: JsonValue, ref: string): boolean {
  return isJsonObject(target) && target.$ref === ref;
}

/** The validator reads patterns with the flag `u`, which takes fewer than documents hold. */
function isUnicodePattern(pattern: string): boolean {
  try {
    new RegExp(pattern, "u");
    return true;
  } catch {
    return false;
  }
}
