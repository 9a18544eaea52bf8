// References of a document to files that were not brought with it.
import { isInData } from "#lib/asyncapi/data-parts.ts";
import type { Finding } from "#lib/asyncapi/definition-checks.ts";
import type { JsonValue } from "#lib/asyncapi/json-value.ts";
import { listRefs } from "#lib/asyncapi/local-ref.ts";

const MAX_FOUND = 20;
const MAX_NAME = 200;

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
