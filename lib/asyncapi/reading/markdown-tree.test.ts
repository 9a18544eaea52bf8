// Headings of descriptions under the page's own.
import type { Root } from "mdast";
import remarkParse from "remark-parse";
import { unified } from "unified";
import { describe, expect, it } from "vitest";
import { eachNode, putHeadingsUnder } from "./markdown-tree.ts";

function depths(markdown: string, level: number): number[] {
  const tree: Root = unified().use(remarkParse).parse(markdown);
  putHeadingsUnder(tree, level);
  const found: number[] = [];
  eachNode(tree, (node) => {
    if (node.type === "heading") found.push(node.depth);
  });
  return found;
}

describe("headings of a description", () => {
  it("begin right below the heading they stand under, whatever level they were written at", () => {
    expect(depths("# A\n\n## B\n\n# C", 2)).toEqual([3, 4, 3]);
    expect(depths("### A\n\n### B", 2)).toEqual([3, 3]);
  });

  it("leave no level out on the way down", () => {
    expect(depths("# A\n\n#### B\n\n###### C\n\n## D\n\n# E", 1)).toEqual([2, 3, 4, 3, 2]);
    expect(depths("### A\n\n## B\n\n### C", 1)).toEqual([2, 2, 3]);
  });

  it("end at the sixth level, and count in quotes and lists too", () => {
    expect(depths("# A\n\n## B\n\n### C", 5)).toEqual([6, 6, 6]);
    expect(depths("> # A\n\n- ## B", 3)).toEqual([4, 5]);
  });
});
