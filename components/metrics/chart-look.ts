// What all charts look like.

export const chartFrame = {
  skipAnimation: true,
  disableKeyboardNavigation: true,
  margin: { top: 8, right: 12, bottom: 0, left: 0 },
  grid: { horizontal: true },
} as const; // const: the charts want the literals

const palette = ["primary", "warning", "error", "info", "success", "secondary"].map(
  (name) => `var(--sluice-palette-${name}-main)`,
);

/** The colour of a series by its place. */
export function chartColor(index: number): string {
  return palette[index % palette.length] ?? "currentColor";
}
