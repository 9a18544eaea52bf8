// What in a document is data of whoever wrote it, and no part of the document: examples, defaults and the like.
import { componentKind } from "#lib/asyncapi/component-kind.ts";
import type { Path } from "#lib/asyncapi/json-value.ts";

const DATA_KEYS: ReadonlySet<string> = new Set(["examples", "example", "default", "const", "enum"]);
/** Keywords of schemas whose members have names of their author's. */
const NAMING = new Set(["properties", "patternProperties", "definitions", "$defs"]);

/** True for a member that is data, `default` of a schema; not for a part that somebody named so, `schemas.default`. */
export function isDataMember(holder: Path, key: string | number): boolean {
  return DATA_KEYS.has(String(key)) && !holdsNames(holder);
}

/** True for what stands in data, however deep. */
export function isInData(path: Path): boolean {
  return path.some((step, at) => isDataMember(path.slice(0, at), step));
}

/** Whether the keys there are names of the author's; a property may be named `properties`, and is a schema. */
function holdsNames(path: Path): boolean {
  if (componentKind("root", path) === null) return true;
  return NAMING.has(String(path.at(-1))) && !holdsNames(path.slice(0, -1));
}
