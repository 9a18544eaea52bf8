// References of a document to files that were not brought with it.
import type { Finding } from "#lib/asyncapi/definition-checks.ts";
import type { JsonValue, Path } from "#lib/asyncapi/json-value.ts";
import { listRefs } from "#lib/asyncapi/local-ref.ts";
import { DATA_KEYS } from "#lib/asyncapi/ref-checks.ts";
import { componentKind } from "./component-kind.ts";

const MAX_FOUND = 20;
const MAX_NAME = 200;
/** Keywords of schemas whose members have names of their author's. */
const NAMING = new Set(["properties", "patternProperties", "definitions", "$defs"]);

/** A warning at the first reference to each file, up to twenty. Addresses are none: what stands there may be fetched. */
export function absentFiles(data: JsonValue): Finding[] {
  const byFile = new Map<string, Finding>();
  for (const { ref, path } of listRefs(data)) {
    const file = ref.replace(/#.*$/s, "").replace(/^(?:\.\/)+/, "");
    const isAddress = /^[a-z][a-z0-9+.-]*:|^\/\//i.test(file);
    if (file === "" || isAddress || byFile.has(file) || isInData(path)) continue;
    if (byFile.size === MAX_FOUND) break;
    const name = file.slice(0, MAX_NAME);
    const message = `This is in another file, ${name}. Bring ${name} too, or all files as a zip.`;
    byFile.set(file, { severity: "warning", code: "file-absent", message, path: [...path, "$ref"] });
  }
  return [...byFile.values()];
}

/** Whether it stands in an example or another value: not below what somebody merely named `default`. */
function isInData(path: Path): boolean {
  const isName = (at: number) =>
    NAMING.has(String(path[at - 1])) || componentKind("root", path.slice(0, at)) === null;
  return path.some((step, at) => DATA_KEYS.has(String(step)) && !isName(at));
}
