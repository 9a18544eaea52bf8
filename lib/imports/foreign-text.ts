// Texts that are no AsyncAPI document: says what each is, and what to bring instead.
import type { Diagnostic } from "#lib/asyncapi/diagnostic.ts";
import { isJsonObject, type JsonObject } from "#lib/asyncapi/json-value.ts";
import { nearestOffset } from "#lib/asyncapi/source-tokens.ts";
import { positionAt, readYamlSource } from "#lib/asyncapi/yaml-source.ts";

const MARKUP = /^\s*<(?:!doctype|html|head|body|\?xml|!--)/i;
const SUPPORTED = /^(?:2\.[0-6]|3\.\d+)\.\d+$/;
const BRING = "Bring an AsyncAPI document of version 2.0 to 2.6, or 3.";

/** Why a text is no document that can be imported; null where it may be one, or cannot be read at all. */
export function foreignDiagnostic(text: string): Diagnostic | null {
  const start = { line: 1, column: 1 };
  if (MARKUP.test(text.slice(0, 1000))) {
    const advice = "This is a web page or XML, no AsyncAPI document. Take the address of the raw file.";
    return { ...error("web-page", advice), ...start };
  }
  const read = readYamlSource(text);
  if (!read.ok) return null;
  const { value, lines } = read.source;
  if (value === null) return { ...error("empty", `There is nothing in the text. ${BRING}`), ...start };
  if (!isJsonObject(value)) {
    return { ...error("not-an-object", `This is no AsyncAPI document. ${BRING}`), ...start };
  }
  const found = Object.hasOwn(value, "asyncapi") ? versionProblem(value) : kindProblem(value);
  if (found === null) return null;
  const { key, ...problem } = found;
  return { ...problem, ...positionAt(lines, nearestOffset(read.source, [key])) };
}

type Problem = Pick<Diagnostic, "severity" | "code" | "message"> & { readonly key: string };

function kindProblem(value: JsonObject): Problem {
  const has = (key: string) => Object.hasOwn(value, key);
  const openApi = ["openapi", "swagger"].find(has);
  if (openApi !== undefined) {
    const advice = `This is an OpenAPI document, which describes an HTTP API. ${BRING}`;
    return { ...error("openapi", advice), key: openApi };
  }
  const schemaKey = ["$schema", "properties", "$defs", "definitions"].find(has);
  if (schemaKey !== undefined && !has("channels")) {
    const advice = `This is a JSON Schema of data, not a description of an API. ${BRING}`;
    return { ...error("json-schema", advice), key: schemaKey };
  }
  const advice =
    "The text does not say which AsyncAPI it is. Start it with its version, such as asyncapi: 3.0.0";
  return { ...error("version-missing", advice), key: Object.keys(value)[0] ?? "" };
}

function versionProblem({ asyncapi: version }: JsonObject): Problem | null {
  if (typeof version === "string" && SUPPORTED.test(version)) return null;
  const written = typeof version === "string" || typeof version === "number" ? String(version) : "";
  const advice =
    written === "" || /^[23]$|^3\.\d+$|^2\.[0-6]$/.test(written)
      ? "Write the version of AsyncAPI in three numbers, such as asyncapi: 3.0.0"
      : `AsyncAPI ${written.slice(0, 40)} cannot be imported. Convert the document to 2.6.0 or 3.0.0 first.`;
  return { ...error("version", advice), key: "asyncapi" };
}

function error(code: string, message: string) {
  return { severity: "error", code, message } as const;
}
