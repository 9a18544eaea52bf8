// What the JSON Schema of AsyncAPI itself says of a document, by ajv: the schema that the reference parser goes by. For a
// thread of its own: compiling the schema takes a second. Pure.
import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import { parseDefinition } from "#lib/asyncapi/definition.ts";
import type { Finding } from "#lib/asyncapi/definition-checks.ts";
import type { Diagnostic } from "#lib/asyncapi/diagnostic.ts";
import { type JsonObject, type JsonValue, type Path, valueAt } from "#lib/asyncapi/json-value.ts";

const MAX_FOUND = 20;
/** Said of a whole choice where none of its branches fits; what is wrong within them says more. */
const OF_A_CHOICE: ReadonlySet<string> = new Set(["oneOf", "anyOf", "if", "not"]);

/** The JSON Schema of a version of AsyncAPI, without `$id`s. */
export type SchemaOf = (version: "3.0.0" | "3.1.0") => object;

const validators = new Map<string, ValidateFunction>();

/** Errors at their lines; none for a text that cannot be read, which others tell of. */
export function schemaDiagnostics(text: string, schemaOf: SchemaOf): readonly Diagnostic[] {
  const before = new Set(parseDefinition(text).diagnostics.map(placeOf));
  const { diagnostics } = parseDefinition(text, ({ data }) => schemaFindings(data, schemaOf));
  return diagnostics.filter((diagnostic) => !before.has(placeOf(diagnostic)));
}

function placeOf({ line, column, code }: Diagnostic): string {
  return `${line}:${column} ${code}`;
}

function validatorOf(version: "3.0.0" | "3.1.0", schemaOf: SchemaOf): ValidateFunction {
  const made = validators.get(version);
  if (made) return made;
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false, logger: false });
  const validator = ajv.compile(schemaOf(version));
  validators.set(version, validator);
  return validator;
}

function schemaFindings(data: JsonObject, schemaOf: SchemaOf): Finding[] {
  // By the document's minor version, or the latest that is known. Patch versions say the same; a schema names one of them.
  const version = String(data.asyncapi).startsWith("3.0.") ? "3.0.0" : "3.1.0";
  const validate = validatorOf(version, schemaOf);
  if (validate({ ...data, asyncapi: version })) return [];
  const errors = validate.errors ?? [];
  const telling = errors.filter((error) => !OF_A_CHOICE.has(error.keyword) && !isMissingRef(error));
  const found = new Map<string, Finding>();
  for (const error of telling.length > 0 ? telling : errors.slice(0, 1)) {
    const path = pathOf(data, error.instancePath);
    const message = messageOf(error, path);
    found.set(`${error.instancePath} ${message}`, { severity: "error", code: "schema", message, path });
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
