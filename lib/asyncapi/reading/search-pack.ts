// The search of a whole view as the portal gives it. Not for the browser, which takes it apart (search-wire.ts) and needs no
// reader of documents.
import type { SchemaNode } from "./schema-node.ts";
import { searchIndex } from "./search.ts";
import { type PackedSearch, packIndex } from "./search-wire.ts";
import { type ReadingView, treesOf } from "./view.ts";

export function packSearch(view: ReadingView): PackedSearch {
  const roots = [...treesOf(view.channels), ...view.schemas.map(({ root }) => root)];
  const hasCutParts = view.hasMore || roots.some((root) => root !== null && isCutWithin(root));
  return { ...packIndex(searchIndex(view)), hasCutParts };
}

function isCutWithin({ left, children, choices }: SchemaNode): boolean {
  return (
    left > 0 ||
    children.some(isCutWithin) ||
    choices.some((choice) => choice.left > 0 || choice.options.some(isCutWithin))
  );
}
