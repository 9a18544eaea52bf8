// What the alternatives of a JSON Schema are called: by title, by the value that tells them apart, by their schema's name.
import {
  isJsonObject,
  type JsonObject,
  type JsonValue,
  memberOf,
  objectAt,
  textAt,
} from "#lib/asyncapi/json-value.ts";
import { refOf, resolveObject } from "#lib/asyncapi/local-ref.ts";
import { besideOf } from "./schema-beside.ts";
import { lastStepOf, nameOf } from "./schema-pieces.ts";
import { fixedValue, titleOf, typesOf } from "./schema-words.ts";

/** Alternatives, their parts and their properties that are looked at for what tells them apart. */
const MAX_OPTIONS = 100;
const MAX_PARTS = 4;
const MAX_PROPERTIES = 20;

export type OptionNames = {
  /** The property whose value tells them apart; empty for none. */
  readonly by: string;
  readonly nameOf: (index: number) => string;
};

/** Names for the options of a schema, worked out for each when it is asked for. */
export function optionNames(root: JsonValue, holder: JsonObject, options: readonly JsonValue[]): OptionNames {
  const fixed = options.slice(0, MAX_OPTIONS).map((option) => fixedIn(root, option));
  const by = discriminatorOf(holder) || tellingProperty(fixed);
  const names = options.slice(0, MAX_OPTIONS).map((option, index) => {
    const own = by === "" ? "" : (mappedValue(holder, option) ?? fixed[index]?.get(by) ?? "");
    return titleOfOption(root, option) || own || ownName(root, option, fixed[index]);
  });
  return { by: options.length > 1 ? by : "", nameOf: (index) => names[index] || `option ${index + 1}` };
}

function titleOfOption(root: JsonValue, option: JsonValue): string {
  return titleOf(besideOf(root, option)) || titleOf(resolveObject(root, option));
}

function ownName(root: JsonValue, option: JsonValue, fixed: Map<string, string> | undefined): string {
  const ref = refOf(option);
  const [telling] = fixed ?? [];
  const schema = resolveObject(root, option);
  const constant = fixedValue(schema);
  return (
    nameOf(ref) ||
    telling?.join(" ") ||
    lastStepOf(ref) ||
    (constant === undefined || isJsonObject(constant) ? "" : String(constant)) ||
    (schema.properties === undefined ? typesOf(schema).join(" or ") : "")
  );
}

/** AsyncAPI's discriminator is a name; OpenAPI's an object with the name in it. */
function discriminatorOf(holder: JsonObject): string {
  return textAt(holder, ["discriminator"]) ?? textAt(holder, ["discriminator", "propertyName"]) ?? "";
}

function mappedValue(holder: JsonObject, option: JsonValue): string | undefined {
  const ref = refOf(option);
  if (ref === null) return undefined;
  const mapping = Object.entries(objectAt(holder, ["discriminator", "mapping"])).slice(0, MAX_OPTIONS);
  return mapping.find(([, target]) => target === ref || target === nameOf(ref))?.[0];
}

/** The property that has one value in each option, and in each another. */
function tellingProperty(options: readonly Map<string, string>[]): string {
  const [first] = options;
  if (first === undefined || options.length < 2) return "";
  for (const name of first.keys()) {
    const values = options.map((fixed) => fixed.get(name));
    if (!values.includes(undefined) && new Set(values).size === values.length) return name;
  }
  return "";
}

/** Properties that are always the same in an option, with the value. */
function fixedIn(root: JsonValue, option: JsonValue): Map<string, string> {
  const schema = resolveObject(root, option);
  const parts = Array.isArray(schema.allOf) ? schema.allOf.slice(0, MAX_PARTS) : [];
  const found = new Map<string, string>();
  for (const part of [schema, ...parts.map((one) => resolveObject(root, one))]) {
    const properties = objectAt(part, ["properties"]);
    for (const name of Object.keys(properties).slice(0, MAX_PROPERTIES)) {
      const value = fixedValue(resolveObject(root, memberOf(properties, name)));
      if (typeof value === "string" || typeof value === "number") found.set(name, String(value));
    }
  }
  return found;
}
