// A description as a Markdown tree (mdast): its nodes in order, and its headings put under the heading that it stands below,
// so that a page has one order of headings whatever its authors began with.
import type { Heading, Nodes, Root } from "mdast";

const DEEPEST = 6;

/** Every node of a tree, the tree itself first, in the order of the text. */
export function eachNode(tree: Root, see: (node: Nodes) => void): void {
  const waiting: Nodes[] = [tree];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    see(node);
    if ("children" in node) waiting.push(...[...node.children].reverse());
  }
}

/** Takes the blank lines away that a tree's blocks of code begin and end with: YAML's `|` texts bring them along. */
export function withoutBlankEnds(tree: Root): void {
  eachNode(tree, (node) => {
    if (node.type !== "code") return;
    const lines = node.value.split("\n");
    const isFull = (line: string) => line.trim() !== "";
    node.value = lines
      .slice(Math.max(lines.findIndex(isFull), 0), lines.findLastIndex(isFull) + 1)
      .join("\n");
  });
}

/** Changes the levels of a tree's headings, as `depthsUnder` has them. */
export function putHeadingsUnder(tree: Root, level: number): void {
  const depthOf = depthsUnder(level);
  eachNode(tree, (node) => {
    if (node.type === "heading") node.depth = depthOf(node.depth);
  });
}

/**
 * What the depths of a text's headings become, asked for in their order: the first right below `level`, none left out on the
 * way down, none below the sixth.
 */
export function depthsUnder(level: number): (depth: number) => Heading["depth"] {
  const above: number[] = [];
  return (depth) => {
    while ((above.at(-1) ?? 0) >= depth) above.pop();
    above.push(depth);
    return headingDepth(level + above.length);
  };
}

/** A level as one of mdast's depths. */
export function headingDepth(level: number): Heading["depth"] {
  // A whole number from 1 to 6.
  return Math.min(Math.max(level, 1), DEEPEST) as Heading["depth"];
}
