// Times and sizes as people write them (10 seconds, 1 MB), and as the gateway counts them (milliseconds, bytes). Pure.

export const timeUnits = { seconds: 1_000, minutes: 60_000, hours: 3_600_000 } as const;
export const sizeUnits = { bytes: 1, KB: 1_024, MB: 1_048_576 } as const;

export type Unit = keyof typeof timeUnits | keyof typeof sizeUnits;
type Units = Readonly<Partial<Record<Unit, number>>>;

/** What stands in the two fields: the number as typed, and its unit. */
export type Quantity = { readonly amount: string; readonly unit: Unit };

/** Writes a count with the largest unit that leaves a round number; the smallest where none does. */
export function quantityOf(count: number, units: Units): Quantity {
  const sizes = Object.entries(units) as [Unit, number][]; // entries of a literal: `Object.entries` widens the key
  const fitting = sizes.filter(([, size]) => count !== 0 && count % size === 0);
  const [unit, size] = fitting.at(-1) ?? sizes[0] ?? (["seconds", 1_000] as const);
  return { amount: String(Number((count / size).toFixed(3))), unit };
}

/** The count of a quantity, or null where its amount is no number. */
export function countOf({ amount, unit }: Quantity): number | null {
  const typed = amount.trim().replace(",", ".");
  if (!/^\d+(\.\d+)?$/.test(typed)) return null;
  const size = { ...timeUnits, ...sizeUnits }[unit];
  return Math.round(Number(typed) * size);
}
