// What sets a kind of value apart by its schema: the value of a discriminator, constants (`const`, or an enum of one) of
// properties; and where a schema has alternatives, what sets each of them apart. Pure.
import { isJsonObject, type JsonObject, type JsonValue, memberOf, textAt } from "#lib/asyncapi/json-value.ts";
import { atPointer } from "./json-pointer.ts";

/** A place in a value that tells its kind: by one of these values. */
export type Mark = {
  readonly path: readonly string[];
  readonly values: readonly JsonValue[];
  readonly isRequired: boolean;
};

/** What holds for all values of a schema, and by `oneOf` or `anyOf` what holds for those of each alternative. */
export type Marks = {
  readonly own: readonly Mark[];
  readonly choices: readonly (readonly Marks[])[];
};

/** "It is" where a mark is met and none speaks against it; "it may be" where there is none to tell by. */
export type Told = "it is" | "it may be" | "it is not";

export type Choice = "anyOf" | "oneOf";
const CHOICES: readonly Choice[] = ["oneOf", "anyOf"];

/** The part of a value that marks are of; `required` are the properties that it must have by the schemas around. */
type Place = Pick<Mark, "path" | "isRequired"> & { readonly required: ReadonlySet<JsonValue> };

const WHOLE: Place = { path: [], isRequired: true, required: new Set() };
const NO_MARKS: Marks = { own: [], choices: [] };
const MAX_DEPTH = 4;
const MAX_PARTS = 20;
const MAX_LOOKED_AT = 2000;
const known = new WeakMap<JsonObject, Marks>();
const knownAlternatives: Readonly<Record<Choice, WeakMap<JsonObject, readonly Marks[]>>> = {
  anyOf: new WeakMap(),
  oneOf: new WeakMap(),
};

/** `schema` stands by itself: its references lead to places in it. Others, and what is very deep or large, have no marks. */
export function marksOf(schema: JsonObject): Marks {
  const found = known.get(schema) ?? new MarkReader(schema).ofWhole();
  known.set(schema, found);
  return found;
}

/** Of each alternative of a part of `root`, in their order. A part is one of the same root always. */
export function marksOfAlternatives(root: JsonObject, part: JsonObject, choice: Choice): readonly Marks[] {
  const found = knownAlternatives[choice].get(part) ?? new MarkReader(root).ofAlternatives(part, choice);
  knownAlternatives[choice].set(part, found);
  return found;
}

export function toldBy({ own, choices }: Marks, value: unknown): Told {
  const told = [
    ...own.map((mark) => toldByOne(mark, value)),
    ...choices.map((alternatives) => toldByChoice(alternatives, value)),
  ];
  if (told.includes("it is not")) return "it is not";
  return told.includes("it is") ? "it is" : "it may be";
}

/** One of the alternatives is enough; an alternative without marks may be met by anything. */
function toldByChoice(alternatives: readonly Marks[], value: unknown): Told {
  const told = alternatives.map((marks) => toldBy(marks, value));
  if (told.includes("it is")) return "it is";
  return told.includes("it may be") ? "it may be" : "it is not";
}

function toldByOne({ path, values, isRequired }: Mark, value: unknown): Told {
  let at: unknown = value;
  for (const step of path) {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, step))
      return isRequired ? "it is not" : "it may be";
    at = Reflect.get(at, step);
  }
  return values.some((it) => it === at) ? "it is" : "it is not";
}

class MarkReader {
  readonly #root: JsonObject;
  /** Parts that are still looked at: references make a small schema very large. */
  #left = MAX_LOOKED_AT;

  constructor(root: JsonObject) {
    this.#root = root;
  }

  ofWhole(): Marks {
    return this.#of(this.#root, WHOLE, 0);
  }

  ofAlternatives(part: JsonObject, choice: Choice): Marks[] {
    return this.#alternatives(part, choice, WHOLE, 0);
  }

  #of(given: JsonValue, place: Place, depth: number): Marks {
    const parts = this.#partsOf(given, depth);
    // One that has alternatives tells them apart, and not what is made of it.
    const holder = parts.find((part) => discriminatorOf(part) !== null && alternativesOf(part).length === 0);
    const named = holder ? markByName(given, holder, parts, place) : null;
    return named ? { own: [named], choices: [] } : this.#constants(parts, place, depth);
  }

  #constants(parts: readonly JsonObject[], place: Place, depth: number): Marks {
    const { path, isRequired } = place;
    const demanded = parts.flatMap((part) => (Array.isArray(part.required) ? part.required : []));
    const required = new Set([...place.required, ...demanded]);
    const found = parts.flatMap((part): Marks[] => {
      const fixed = fixedOf(part);
      if (fixed !== undefined)
        return path.length === 0 ? [] : [{ own: [{ path, isRequired, values: [fixed] }], choices: [] }];
      if (depth > MAX_DEPTH) return [];
      const properties = isJsonObject(part.properties) ? Object.entries(part.properties) : [];
      return [
        ...properties.map(([name, property]) => {
          const below = { path: [...path, name], isRequired: isRequired && required.has(name) };
          const partsBelow = this.#partsOf(property, depth + 1);
          return this.#constants(partsBelow, { ...below, required: WHOLE.required }, depth + 1);
        }),
        ...CHOICES.map((choice) => this.#choice(part, choice, { ...place, required }, depth)),
      ];
    });
    return { own: found.flatMap(({ own }) => own), choices: found.flatMap(({ choices }) => choices) };
  }

  #choice(part: JsonObject, choice: Choice, place: Place, depth: number): Marks {
    const list = part[choice];
    if (!Array.isArray(list) || list.length === 0) return NO_MARKS;
    const fixed = list.map((it) => {
      const resolved = this.#resolved(it);
      return isJsonObject(resolved) ? fixedOf(resolved) : undefined;
    });
    // Alternatives that are constants are an enum in other words: of several it tells no kind.
    if (!fixed.includes(undefined) && new Set(fixed).size > 1) return NO_MARKS;
    return { own: [], choices: [this.#alternatives(part, choice, place, depth)] };
  }

  #alternatives(part: JsonObject, choice: Choice, place: Place, depth: number): Marks[] {
    const list = part[choice];
    if (!Array.isArray(list)) return [];
    return list.map((given) => {
      const named = markByName(given, part, this.#partsOf(given, depth + 1), place);
      return named ? { own: [named], choices: [] } : this.#of(given, place, depth + 1);
    });
  }

  /** The schema itself and what it is made of by `$ref` and `allOf`. */
  #partsOf(given: JsonValue, depth: number): JsonObject[] {
    this.#left -= 1;
    if (this.#left < 0) return [];
    const schema = this.#resolved(given);
    if (!isJsonObject(schema) || depth > MAX_DEPTH) return [];
    const parts = Array.isArray(schema.allOf) ? schema.allOf.slice(0, MAX_PARTS) : [];
    return [schema, ...parts.flatMap((part) => this.#partsOf(part, depth + 1))];
  }

  #resolved(schema: JsonValue): JsonValue | undefined {
    let at: JsonValue | undefined = schema;
    for (let hops = 0; hops < MAX_PARTS && isJsonObject(at) && typeof at.$ref === "string"; hops += 1)
      at = at.$ref.startsWith("#") ? atPointer(this.#root, at.$ref.slice(1)) : undefined;
    return at;
  }
}

/** The name of the definition that a schema refers to. */
function definitionOf(schema: JsonValue): string | null {
  return textAt(schema, ["$ref"])?.split("/").at(-1) ?? null;
}

function alternativesOf(schema: JsonObject): JsonValue[] {
  return CHOICES.flatMap((choice) => schema[choice] ?? []);
}

/** The property that a discriminator is: the AsyncAPI Schema Object has its name, OpenAPI's an object with it. */
function discriminatorOf(schema: JsonObject): string | null {
  return textAt(schema, ["discriminator"]) ?? textAt(schema, ["discriminator", "propertyName"]) ?? null;
}

/** What the discriminator of `holder` says of this kind: the name of its schema, or what the mapping has for it. */
function markByName(
  given: JsonValue,
  holder: JsonObject,
  parts: readonly JsonObject[],
  { path, isRequired }: Place,
): Mark | null {
  const property = discriminatorOf(holder);
  const name = definitionOf(given);
  if (property === null || name === null || parts.some((part) => isFixedIn(part, property))) return null;
  const mapping = isJsonObject(holder.discriminator) ? memberOf(holder.discriminator, "mapping") : undefined;
  const mapped = (isJsonObject(mapping) ? Object.entries(mapping) : [])
    .filter(([, target]) => typeof target === "string" && target.split("/").at(-1) === name)
    .map(([key]) => key);
  return { path: [...path, property], values: mapped.length > 0 ? mapped : [name], isRequired };
}

/** The one value that a schema takes; undefined where there are more, and for lists and objects. */
function fixedOf(schema: JsonObject): JsonValue | undefined {
  const value = Array.isArray(schema.enum) && schema.enum.length === 1 ? schema.enum[0] : schema.const;
  return typeof value === "object" ? undefined : value;
}

/** True where a part says itself what the property is: a constant says more than a discriminator. */
function isFixedIn({ properties }: JsonObject, name: string): boolean {
  const property = isJsonObject(properties) ? memberOf(properties, name) : undefined;
  return isJsonObject(property) && (property.const !== undefined || Array.isArray(property.enum));
}
