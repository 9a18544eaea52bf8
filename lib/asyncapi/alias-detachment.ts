// Finds aliases elsewhere in a text that lean on a node about to change, so that they can be written out first.
import { isAlias, isMap, isNode, isScalar, isSeq, visit } from "yaml";
import { type Path, valueAt } from "#lib/asyncapi/json-value.ts";
import type { SourceEdit } from "#lib/asyncapi/plain-edit.ts";
import { keyText } from "#lib/asyncapi/source-tokens.ts";
import type { YamlSource } from "#lib/asyncapi/yaml-source.ts";

/** Edits that write out every alias which reads from the node at `path`, or from inside it, from outside of it. */
export function detachmentEdits(source: YamlSource, path: Path): SourceEdit[] {
  const edits: SourceEdit[] = [];
  const anchored = new Map<string, Path>();
  visit(source.document, {
    Node(_key, node, ancestors) {
      const here = isAlias(node) || node.anchor !== undefined ? pathOf(ancestors, node) : null;
      if (here === null) return;
      if (!isAlias(node)) {
        if (node.anchor !== undefined) anchored.set(node.anchor, here);
        return;
      }
      const origin = anchored.get(node.source);
      if (origin === undefined || !isWithin(origin, path) || isWithin(here, path)) return;
      const value = valueAt(source.value, here);
      if (value !== undefined) edits.push({ op: "set", path: here, value });
    },
  });
  return edits;
}

function isWithin(path: Path, ancestor: Path): boolean {
  return ancestor.every((step, index) => path[index] === step);
}

/** Path of a node from the nodes above it; null for keys. */
function pathOf(ancestors: readonly unknown[], node: unknown): Path | null {
  const chain = [...ancestors, node];
  const path: (string | number)[] = [];
  for (const [index, parent] of ancestors.entries()) {
    const child = chain[index + 1];
    if (isSeq(parent)) path.push(parent.items.indexOf(child));
    if (!isMap(parent)) continue;
    const pair = parent.items.find((candidate) => candidate === child);
    const below = chain[index + 2];
    if (pair === undefined || (isNode(below) && below === pair.key)) return null;
    const key = isScalar(pair.key) ? keyText(pair) : null;
    if (key === null) return null;
    path.push(key);
  }
  return path;
}
