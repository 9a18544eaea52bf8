// When something passed: by the clock, after the entry before it, or after one that was pinned.
type Passed = { readonly at: number };

export const TIME_MODES = ["clock", "before", "pinned"] as const;
export type TimeMode = (typeof TIME_MODES)[number];

export const TIME_WORDS: Readonly<Record<TimeMode, string>> = {
  clock: "By the clock",
  before: "Since the one before",
  pinned: "Since the pinned one",
};

/** What is kept of it in the tab. */
export type KeptTime = { readonly time: TimeMode };
export const BY_THE_CLOCK: KeptTime = { time: "clock" };

export function isTimeKept(stored: unknown): stored is KeptTime {
  return (
    typeof stored === "object" &&
    stored !== null &&
    "time" in stored &&
    TIME_MODES.some((mode) => mode === stored.time)
  );
}

/** What stands before an entry; the clock where there is nothing to count from. */
export function entryTime(
  entry: Passed,
  mode: TimeMode,
  before: Passed | undefined,
  pinned: Passed | undefined,
): string {
  const from = mode === "before" ? before : mode === "pinned" ? pinned : undefined;
  return from === undefined ? clockTime(entry.at) : sinceWords(entry.at - from.at);
}

/** 14:03:07.123, in the reader's own zone. */
export function clockTime(at: number): string {
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, "0");
  const milliseconds = String(date.getMilliseconds()).padStart(3, "0");
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${milliseconds}`;
}

/** +12 ms, −1.5 s */
function sinceWords(ms: number): string {
  const sign = ms < 0 ? "−" : "+";
  const size = Math.abs(ms);
  return size < 1000
    ? `${sign}${size.toFixed(size < 10 ? 1 : 0)} ms`
    : `${sign}${(size / 1000).toFixed(2)} s`;
}
