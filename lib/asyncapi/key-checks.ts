// Keys that are no texts: YAML reads `1.10`, `0x10` and `null` as other things than what stands there, and an invisible mark
// makes a key another one. AsyncAPI's keys are texts.
import { isMap, isScalar, isSeq, visit } from "yaml";
import type { Diagnostic } from "#lib/asyncapi/diagnostic.ts";
import { positionAt, type YamlSource } from "#lib/asyncapi/yaml-source.ts";

const MARK = "\uFEFF";
const MAX_FOUND = 20;

/** An error at each such key, up to twenty. */
export function keyDiagnostics({ document, lines, text }: YamlSource): Diagnostic[] {
  const found: Diagnostic[] = [];
  visit(document, {
    Pair(_index, { key }) {
      if (found.length === MAX_FOUND) return visit.BREAK;
      const range = isScalar(key) || isMap(key) || isSeq(key) ? key.range : null;
      if (!range) return undefined;
      const written = text.slice(range[0], range[1]);
      const at = positionAt(lines, range[0]);
      if (isScalar(key) && typeof key.value === "string") {
        if (!key.value.includes(MARK)) return undefined;
        const rest = key.value.replaceAll(MARK, "");
        const message = `An invisible byte order mark (U+FEFF) stands at the key ${rest}. Remove it.`;
        found.push({ severity: "error", code: "invisible-mark", message, ...at });
      } else if (!isScalar(key) || typeof key.value !== "symbol") {
        const message = `Put the key ${written} in quotes: keys are text, and YAML reads this as something else.`;
        found.push({ severity: "error", code: "key-not-text", message, ...at });
      }
      return undefined;
    },
  });
  return found;
}
