// Why the anchors and aliases of a text mean nothing, at the place at fault: for a tree of which no data could be made.
import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Node,
  type ParsedNode,
  visit,
} from "yaml";

export type AliasFault = { readonly message: string; readonly offset: number };

/** The first one in the order of the text, or null where it is something else. */
export function aliasFault(document: Document.Parsed<ParsedNode>): AliasFault | null {
  const anchored = new Map<string, Node>();
  let fault: AliasFault | null = null;
  const stopAt = (node: Node, message: string) => {
    fault = { message, offset: node.range?.[0] ?? 0 };
    return visit.BREAK;
  };
  /** Undefined where no anchor stands before the alias. */
  const meantBy = (node: unknown) => (isAlias(node) ? anchored.get(node.source) : node);
  visit(document, {
    Pair: (_key, { key, value }) => {
      if (!isScalar(key) || typeof key.value !== "symbol") return;
      const list = meantBy(value);
      const sources: readonly unknown[] = isSeq(list) ? list.items : [value];
      for (const source of sources) {
        const meant = meantBy(source);
        // A list that an alias repeats stands elsewhere, and may be right there.
        const place = isAlias(value) ? value : source;
        if (meant !== undefined && !isMap(meant) && isNode(place))
          return stopAt(place, "A merge key (<<) takes objects. Write one here, or an alias of one.");
      }
    },
    Alias: (_key, alias, path) => {
      const meant = anchored.get(alias.source);
      if (meant === undefined)
        return stopAt(
          alias,
          `No anchor &${alias.source} stands before this alias. Correct its name, or set it.`,
        );
      if (path.some((holder) => holder === meant))
        return stopAt(alias, `The alias *${alias.source} stands within what it repeats. Remove it.`);
    },
    Value: (_key, node) => {
      if (node.anchor !== undefined) anchored.set(node.anchor, node);
    },
  });
  return fault;
}
