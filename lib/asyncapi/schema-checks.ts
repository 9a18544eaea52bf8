// What the JSON Schema of AsyncAPI itself says of a document, by ajv: the schema that the reference parser goes by. For a
// thread of its own: compiling the schema takes a second. Pure.
import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import { parseDefinition } from "#lib/asyncapi/definition.ts";
import type { Finding } from "#lib/asyncapi/definition-checks.ts";
import type { Diagnostic } from "#lib/asyncapi/diagnostic.ts";
import {
  isJsonObject,
  type JsonObject,
  type JsonValue,
  type Path,
  valueAt,
} from "#lib/asyncapi/json-value.ts";

const MAX_FOUND = 20;
/** No other finding has it. */
const SCHEMA_CODE = "schema";
/**
 * All errors are looked for in documents up to this, written as JSON; in longer ones the first place that is wrong. Made
 * for it, a text under a megabyte has 240,000 errors, and finding them takes most of a minute.
 */
const ALL_ERRORS_CHARACTERS = 64 * 1024;
/** Said of a whole choice where none of its branches fits; what is wrong within them says more. */
const OF_A_CHOICE: ReadonlySet<string> = new Set(["oneOf", "anyOf", "if", "not"]);

/** The JSON Schema of a version of AsyncAPI, without `$id`s. */
export type SchemaOf = (version: "3.0.0" | "3.1.0") => object;

const validators = new Map<string, ValidateFunction>();

/** Errors at their lines; none for a text that cannot be read, which others tell of. */
export function schemaDiagnostics(text: string, schemaOf: SchemaOf): readonly Diagnostic[] {
  const { diagnostics } = parseDefinition(text, ({ data }) => schemaFindings(data, schemaOf));
  return diagnostics.filter(({ code }) => code === SCHEMA_CODE);
}

/** The places of a document that has been read where the schema refuses it. */
export function refusedBySchema(document: JsonObject, schemaOf: SchemaOf): readonly Path[] {
  return schemaFindings(document, schemaOf).map(({ path }) => path);
}

type Choice = { readonly version: "3.0.0" | "3.1.0"; readonly allErrors: boolean };

function validatorOf({ version, allErrors }: Choice, schemaOf: SchemaOf): ValidateFunction {
  const key = `${version} ${allErrors}`;
  const made = validators.get(key);
  if (made) return made;
  const ajv = new Ajv({ strict: false, allErrors, validateFormats: false, logger: false });
  // The keyword of ajv compares each object with each other: 40,000 tags took a minute.
  ajv.removeKeyword("uniqueItems").addKeyword({
    keyword: "uniqueItems",
    type: "array",
    schemaType: "boolean",
    validate: (isWanted: boolean, items: readonly JsonValue[]) => !isWanted || areDifferent(items),
    error: { message: "must not have the same item twice" },
  });
  const validator = ajv.compile(schemaOf(version));
  validators.set(key, validator);
  return validator;
}

/** True where no two items mean the same, whatever the order of their keys. */
function areDifferent(items: readonly JsonValue[]): boolean {
  const inOrder = (_key: string, value: JsonValue) =>
    isJsonObject(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value;
  return new Set(items.map((item) => JSON.stringify(item, inOrder))).size === items.length;
}

function schemaFindings(data: JsonObject, schemaOf: SchemaOf): Finding[] {
  // By the document's minor version, or the latest that is known. Patch versions say the same; a schema names one of them.
  const version = String(data.asyncapi).startsWith("3.0.") ? "3.0.0" : "3.1.0";
  const allErrors = JSON.stringify(data).length <= ALL_ERRORS_CHARACTERS;
  const validate = validatorOf({ version, allErrors }, schemaOf);
  if (validate({ ...data, asyncapi: version })) return [];
  const errors = validate.errors ?? [];
  const telling = errors.filter((error) => !OF_A_CHOICE.has(error.keyword) && !isMissingRef(error));
  const found = new Map<string, Finding>();
  for (const error of telling.length > 0 ? telling : errors.slice(0, 1)) {
    const path = pathOf(data, error.instancePath);
    const message = messageOf(error, path);
    found.set(`${error.instancePath} ${message}`, { severity: "error", code: SCHEMA_CODE, message, path });
    if (found.size === MAX_FOUND) break;
  }
  return [...found.values()];
}

/** Wherever something may be a reference instead, it is also told to be one. */
function isMissingRef({ keyword, params }: ErrorObject): boolean {
  return keyword === "required" && params.missingProperty === "$ref";
}

function pathOf(data: JsonValue, pointer: string): Path {
  const path: (string | number)[] = [];
  for (const step of pointer.split("/").slice(1)) {
    const name = step.replaceAll("~1", "/").replaceAll("~0", "~");
    path.push(Array.isArray(valueAt(data, path)) ? Number(name) : name);
  }
  return path;
}

function messageOf(
  { keyword, params, message = "is not what AsyncAPI asks for" }: ErrorObject,
  path: Path,
): string {
  const name = path.length === 0 ? "The document" : path.join(".");
  if (keyword === "additionalProperties") {
    return `${name} may not have ${params.additionalProperty}. Remove it, or begin its name with x-.`;
  }
  if (keyword === "required") return `${name} needs ${params.missingProperty}. Add it.`;
  if (keyword === "type") return `${name} has to be of type ${String(params.type).replaceAll(",", " or ")}.`;
  return `${name} ${message}.`;
}
