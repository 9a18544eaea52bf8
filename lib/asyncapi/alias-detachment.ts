// Finds aliases elsewhere in a text that lean on a node about to change, so that they can be written out first.
import { type Alias, isAlias, isMap, isNode, isPair, isScalar, isSeq, type Node, visit } from "yaml";
import { type Path, valueAt } from "#lib/asyncapi/json-value.ts";
import { isMergeKey, mergeWritingSplices } from "#lib/asyncapi/merge-writing.ts";
import { splicesFor } from "#lib/asyncapi/source-splice.ts";
import { keyText } from "#lib/asyncapi/source-tokens.ts";
import type { Splice } from "#lib/asyncapi/splice.ts";
import type { YamlSource } from "#lib/asyncapi/yaml-source.ts";

/** The nodes that at least one alias stands for. */
export function anchorsInUse(source: YamlSource): ReadonlySet<Node> {
  const inUse = new Set<Node>();
  visitUses(source, (_alias, origin) => {
    inUse.add(origin.node);
  });
  return inUse;
}

/** Which aliases lean on an edited node: those of it and of what it holds, or those of what holds it as well. */
export type Leaning = "on the node" | "on its holders";

/**
 * Splices that write out the first alias outside of the node at `path` which leans on it. They change no data; null where
 * there is no such alias.
 */
export function detachingSplices(source: YamlSource, path: Path, leaning: Leaning): Splice[] | null {
  let found: Splice[] | null = null;
  visitUses(source, (alias, origin, ancestors) => {
    if (found !== null || !leansOn(origin, path, leaning)) return;
    const here = pathOf(ancestors, alias);
    if (here !== null) {
      const value = valueAt(source.value, here);
      if (!isWithin(here, path) && value !== undefined) {
        found = splicesFor(source, { op: "set", path: here, value });
      }
      return;
    }
    const map = mergingMap(ancestors);
    if (map === null || isWithin(map, path)) return;
    found = mergeWritingSplices(source, map, ({ node }) => node === alias);
  });
  return found;
}

type Origin = { readonly node: Node; readonly path: Path | null };

function leansOn(origin: Origin, path: Path, leaning: Leaning): boolean {
  if (origin.path === null) return leaning === "on its holders";
  return isWithin(origin.path, path) || (leaning === "on its holders" && isWithin(path, origin.path));
}

/** Calls back for each alias, in the order of the text, with the node it stands for. */
function visitUses(
  source: YamlSource,
  onUse: (alias: Alias, origin: Origin, ancestors: readonly unknown[]) => void,
): void {
  const anchored = new Map<string, Origin>();
  visit(source.document, {
    Node(_key, node, ancestors) {
      if (isAlias(node)) {
        const origin = anchored.get(node.source);
        if (origin !== undefined) onUse(node, origin, ancestors);
      } else if (node.anchor !== undefined) {
        anchored.set(node.anchor, { node, path: pathOf(ancestors, node) });
      }
    },
  });
}

/** Path of the map that an alias is merged into; null where it is not merged. */
function mergingMap(ancestors: readonly unknown[]): Path | null {
  const index = ancestors.findLastIndex((node) => isPair(node) && isMergeKey(node));
  return index < ancestors.length - 2 || index < 1
    ? null
    : pathOf(ancestors.slice(0, index - 1), ancestors[index - 1]);
}

function isWithin(path: Path, ancestor: Path): boolean {
  return ancestor.every((step, index) => path[index] === step);
}

/** Path of a node from the nodes above it; null for keys, and for what a merge key names. */
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
