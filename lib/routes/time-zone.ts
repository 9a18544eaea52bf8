// What the clocks of a time zone show, by the tables of the runtime (IANA's, through Intl). Pure.

/** Whose clocks count where nothing else is said. */
export const UTC = "UTC";

/** Milliseconds by which the clocks of a zone are ahead of UTC at a moment, given as Unix time in milliseconds. */
export type OffsetAt = (unixMs: number) => number;

/** True for an IANA name that the runtime knows; a bare offset such as `+05:30` is none. */
export function isTimeZone(name: string): boolean {
  return !/^[+-]/.test(name) && formatOf(name) !== null;
}

/**
 * The clocks of a zone. One that the runtime does not know goes by UTC: tables differ from machine to machine, and a
 * gateway must not fall over a plan.
 */
export function offsetsOf(timeZone: string): OffsetAt {
  const format = timeZone === UTC ? null : formatOf(timeZone);
  return format === null ? () => 0 : (unixMs) => offsetAt(format, unixMs);
}

/** Making one takes longer than using it a hundred times. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat | null {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  try {
    const numeric = { year: "numeric", month: "numeric", day: "numeric" } as const;
    const clock = { hour: "numeric", minute: "numeric", second: "numeric", hourCycle: "h23" } as const;
    const format = new Intl.DateTimeFormat("en-US", { timeZone, ...numeric, ...clock });
    formats.set(timeZone, format);
    return format;
  } catch {
    return null; // A RangeError: no such zone.
  }
}

function offsetAt(format: Intl.DateTimeFormat, unixMs: number): number {
  const shown: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
  for (const { type, value } of format.formatToParts(unixMs)) shown[type] = Number(value);
  const { year = 0, month = 1, day, hour, minute, second } = shown;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(unixMs / 1_000) * 1_000;
}
