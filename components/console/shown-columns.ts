// Which connections have a column of their own in the message list.

/** Each has lines to draw. */
const MOST_COLUMNS = 8;

/**
 * The newest side by side, or one at a time, whichever is chosen, where there is no room for several. `hidden`: how many can
 * have none.
 */
export function shownColumns<Connection extends { readonly id: number }>(
  connections: readonly Connection[],
  { isNarrow, chosen }: { readonly isNarrow: boolean; readonly chosen: number | null },
): { readonly columns: readonly Connection[]; readonly hidden: number } {
  if (!isNarrow) {
    return {
      columns: connections.slice(-MOST_COLUMNS),
      hidden: Math.max(0, connections.length - MOST_COLUMNS),
    };
  }
  const one = connections.find(({ id }) => id === chosen) ?? connections[0];
  return { columns: one ? [one] : [], hidden: 0 };
}
