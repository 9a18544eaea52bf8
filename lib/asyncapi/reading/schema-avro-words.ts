// Types, names and limits of an Avro schema in words.
import { isJsonObject, type JsonObject, type JsonValue, textAt } from "#lib/asyncapi/json-value.ts";

const PRIMITIVES = ["null", "boolean", "int", "long", "float", "double", "bytes", "string"];

/** Types of a union that are told in a line. */
const MAX_TYPES = 50;

export function isNull(type: JsonValue): boolean {
  return type === "null" || (isJsonObject(type) && type.type === "null");
}

/** The full name of a type (Avro, Names): a name with a dot is one; any other belongs to its namespace. */
export function avroName(name: string, namespace: string): string {
  return name.includes(".") || namespace === "" || PRIMITIVES.includes(name) ? name : `${namespace}.${name}`;
}

/** `record`, `list of string`, `map of long`, `string or null`; a type that is named by its name. */
export function avroWords(type: JsonValue | undefined): string {
  const words = [...new Set(typeWords(type))].join(" or ");
  return isJsonObject(type) && type.nullable === true ? `${words} or null` : words;
}

function typeWords(type: JsonValue | undefined): string[] {
  if (typeof type === "string") return [type.split(".").at(-1) ?? type];
  if (Array.isArray(type)) return type.slice(0, MAX_TYPES).map((one) => nameWords(one));
  if (!isJsonObject(type)) return ["any"];
  if (type.type === "array") return [`list of ${nameWords(type.items)}`];
  if (type.type === "map") return [`map of ${nameWords(type.values)}`];
  return Array.isArray(type.type)
    ? type.type.slice(0, MAX_TYPES).map((one) => nameWords(one))
    : [nameWords(type.type)];
}

/** One word or two for a type that stands in another. */
function nameWords(type: JsonValue | undefined): string {
  if (typeof type === "string") return type.split(".").at(-1) ?? type;
  if (!isJsonObject(type)) return type === undefined ? "any" : "several types";
  const own = textAt(type, ["type"]);
  if (own === "array") return "list";
  return textAt(type, ["name"]) ?? own ?? "any";
}

/** What an Avro schema asks for beyond its type, each in a few words. */
export function avroLimits(schema: JsonObject): string[] {
  const { size, precision, scale, aliases } = schema;
  return [
    ...(typeof size === "number" ? [`exactly ${size} ${size === 1 ? "byte" : "bytes"}`] : []),
    ...(typeof precision === "number" ? [`at most ${precision} digits`] : []),
    ...(typeof scale === "number" && scale > 0 ? [`${scale} of them after the point`] : []),
    ...(Array.isArray(aliases) && aliases.length > 0
      ? [`also called ${aliases.slice(0, 20).map(String).join(", ")}`]
      : []),
  ];
}

/** What a type of a union is called: by its name where it has one. */
export function optionWords(type: JsonValue): string {
  return (isJsonObject(type) ? textAt(type, ["name"]) : null) ?? avroWords(type);
}
