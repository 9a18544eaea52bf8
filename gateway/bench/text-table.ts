// Lays out a bench's figures: columns as wide as they need be, the first to the left, figures to the right.

/** Lines of a table with a rule below its head. */
export function formatTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    widths
      .map((width, column) => pad(cells[column] ?? "", width, column))
      .join("  ")
      .trimEnd();
  const rule = widths.map((width) => "-".repeat(width)).join("  ");
  return [line(head), rule, ...rows.map(line)].join("\n");
}

function pad(text: string, width: number, column: number): string {
  return column === 0 ? text.padEnd(width) : text.padStart(width);
}

export type Verdict = "PASS" | "MISS";

/** For a figure that has to stay at or below its target. */
export function verdict(value: number, target: number): Verdict {
  return value <= target ? "PASS" : "MISS";
}

/** For a figure that has to reach its target. */
export function verdictAtLeast(value: number, target: number): Verdict {
  return value >= target ? "PASS" : "MISS";
}
