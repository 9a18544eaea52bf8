// Reading a list as far as a budget goes.
import type { NodeBudget } from "#lib/asyncapi/node-budget.ts";

/** Reads one after the other until the budget is spent. */
export function readEach<Item, Read>(
  budget: NodeBudget,
  items: readonly Item[],
  read: (item: Item) => Read,
): Read[] {
  const done: Read[] = [];
  for (const item of items) {
    if (!budget.spend()) break;
    done.push(read(item));
  }
  return done;
}
