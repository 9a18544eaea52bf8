// The names that the README's tutorial gives to buttons, links and fields: what a reader looks for on the page.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, type Locator, type Page } from "@playwright/test";
import type { ListItem, Node, Parent, Root } from "mdast";
import { toString as textOf } from "mdast-util-to-string";
import remarkParse from "remark-parse";
import { unified } from "unified";

type NamedRole = "button" | "checkbox" | "heading" | "link";

/** What a test has found of the names that stand in bold in some of the numbered steps. */
export class TutorialNames {
  readonly #names: readonly string[];
  readonly #found = new Set<string>();
  /** What the reader names as they like, and what the test calls that. */
  readonly #ownNames: Readonly<Record<string, string>>;

  constructor(steps: readonly number[], ownNames: Readonly<Record<string, string>>) {
    this.#names = namesInSteps(steps);
    this.#ownNames = ownNames;
  }

  /** What the README calls `name`, which has to be on the page under exactly this name. */
  async find(page: Page, role: NamedRole, name: string): Promise<Locator> {
    expect(this.#names, "in bold in these steps of README.md").toContain(name);
    const found = page.getByRole(role, { name: this.#ownNames[name] ?? name, exact: true }).first();
    await expect(found).toBeVisible();
    this.#found.add(name);
    return found;
  }

  /** Fails for each name that was not looked for. */
  expectAllFound(): void {
    expect(this.#names.filter((name) => !this.#found.has(name))).toEqual([]);
  }
}

/** Each name once; fails where a step is not there. */
function namesInSteps(steps: readonly number[]): readonly string[] {
  const readme = readFileSync(resolve(import.meta.dirname, "../../README.md"), "utf8");
  const items = tutorialItems(unified().use(remarkParse).parse(readme));
  const names = steps.flatMap((step) => {
    const item = items.get(step);
    if (!item) throw new Error(`README.md has no step ${step} of the tutorial`);
    return boldTexts(item);
  });
  return [...new Set(names)];
}

/** The items of the numbered lists from the tutorial's heading on, by number; those of a later list that begins anew are none. */
function tutorialItems(root: Root): ReadonlyMap<number, ListItem> {
  const from = root.children.findIndex((node) => node.type === "heading" && /^Tutorial:/.test(textOf(node)));
  const items = new Map<number, ListItem>();
  for (const node of root.children.slice(from)) {
    if (node.type !== "list" || node.start !== items.size + 1) continue;
    for (const item of node.children) items.set(items.size + 1, item);
  }
  return items;
}

function boldTexts(node: Node): readonly string[] {
  if (node.type === "strong") return [textOf(node)];
  return "children" in node ? (node as Parent).children.flatMap(boldTexts) : [];
}
