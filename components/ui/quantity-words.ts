// Numbers as people read them: counts, bytes, durations. Always in English, whatever the browser speaks.

const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const short = new Intl.NumberFormat("en", { notation: "compact", maximumSignificantDigits: 3 });

/** Every digit below a million: 1234 → "1,234". */
export function countWords(count: number): string {
  return count < 1_000_000 ? whole.format(count) : short.format(count);
}

/** Every digit, however many: 1234567 → "1,234,567". */
export function exactWords(count: number): string {
  return whole.format(count);
}

/** With the noun, whose plural is regular: 1, "key" → "1 key". */
export function countedWords(count: number, noun: string): string {
  return `${countWords(count)} ${noun}${count === 1 ? "" : "s"}`;
}

/** Three digits: 0.256 → "0.256", 12345 → "12.3K". */
export function rateWords(perSecond: number): string {
  return short.format(perSecond);
}

const byteUnits = ["B", "kB", "MB", "GB", "TB"] as const;

/** Decimal units: 1500 → "1.5 kB". */
export function bytesWords(bytes: number): string {
  const power = bytes < 1_000 ? 0 : Math.min(byteUnits.length - 1, Math.floor(Math.log10(bytes) / 3));
  return `${short.format(bytes / 1_000 ** power)} ${byteUnits[power] ?? "B"}`;
}

/** The two largest units: 3 723 000 ms → "1 h 2 min". */
export function ageWords(durationMs: number): string {
  const seconds = Math.max(0, Math.floor(durationMs / 1_000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${hours} h ${minutes % 60} min`;
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** 0.034 → "0.034 ms", 1500 → "1.5 s"; "–" where nothing was measured. */
export function durationWords(durationMs: number | null): string {
  if (durationMs === null) return "–";
  return durationMs < 1_000 ? `${short.format(durationMs)} ms` : `${short.format(durationMs / 1_000)} s`;
}
