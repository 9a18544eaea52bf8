// The numbers of a text that a double may not hold as they are written, by the double that each becomes: `9007199254740993`
// and `9007199254740992` are one to `JSON.parse`. Pure.
import { compareDecimals, type Decimal, decimalOf } from "./decimal.ts";

/** Different numbers that become one double; `isRounded` where one of them is not the number that the double is shown as. */
export type LongNumber = { readonly written: readonly Decimal[]; readonly isRounded: boolean };
export type LongNumbers = ReadonlyMap<number, LongNumber>;

export const NO_LONG_NUMBERS: LongNumbers = new Map();

/** What a text without long numbers has none of: fifteen digits and two of an exponent are held by every double. */
const MAY_HAVE = /[\d.]{16}|[eE][-+]?\d\d/;
const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/g;

/** Of a well-formed text of JSON. */
export function longNumbersIn(text: string): LongNumbers {
  if (!MAY_HAVE.test(text)) return NO_LONG_NUMBERS;
  const found = new Map<number, LongNumber>();
  for (const [token] of text.matchAll(TOKEN)) {
    if (token.startsWith('"') || !MAY_HAVE.test(token)) continue;
    const value = Number(token);
    const decimal = decimalOf(token);
    if (decimal === null) continue;
    const { written, isRounded } = found.get(value) ?? { written: [], isRounded: false };
    const isKnown = written.some((one) => compareDecimals(one, decimal) === 0);
    found.set(value, {
      written: isKnown ? written : [...written, decimal],
      isRounded: isRounded || isRoundedNumber(value, decimal),
    });
  }
  return found;
}

/** Whether a double is shown as another number than was written. */
export function isRoundedNumber(value: number, written: Decimal): boolean {
  const shown = decimalOf(String(value));
  return shown === null || compareDecimals(shown, written) !== 0;
}
