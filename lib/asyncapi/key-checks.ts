// Keys that are no texts: YAML reads `1.10`, `0x10` and `null` as other things than what stands there, and an invisible mark
// makes a key another one. AsyncAPI's keys are texts.
import { isMap, isScalar, isSeq } from "yaml";
import type { Diagnostic } from "#lib/asyncapi/diagnostic.ts";
import { walk } from "#lib/asyncapi/source-walk.ts";
import { positionAt, type YamlSource } from "#lib/asyncapi/yaml-source.ts";

const MARK = "\uFEFF";
const MAX_FOUND = 20;

/** An error at each such key, up to twenty. */
export function keyDiagnostics({ document, lines, text }: YamlSource): Diagnostic[] {
  const found: Diagnostic[] = [];
  walk(document.contents, {
    pair: ({ key }) => {
      const range = isScalar(key) || isMap(key) || isSeq(key) ? key.range : null;
      if (!range || found.length === MAX_FOUND) return;
      if (isScalar(key) && typeof key.value === "string") {
        if (!key.value.includes(MARK)) return;
        const rest = key.value.replaceAll(MARK, "");
        const message = `An invisible byte order mark (U+FEFF) stands at the key ${rest}. Remove it.`;
        found.push({ severity: "error", code: "invisible-mark", message, ...positionAt(lines, range[0]) });
      } else if (!isScalar(key) || typeof key.value !== "symbol") {
        const written = text.slice(range[0], range[1]);
        const message = `Put the key ${written} in quotes: keys are text, and YAML reads this as something else.`;
        found.push({ severity: "error", code: "key-not-text", message, ...positionAt(lines, range[0]) });
      }
    },
  });
  return found;
}
