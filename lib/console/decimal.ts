// Numbers of JSON by the digits they are written with (RFC 8259, section 6), where a double would round them. Pure.

/** `coefficient` times ten to the power of `exponent`. */
export type Decimal = { readonly coefficient: bigint; readonly exponent: number };

const PARTS = /^(-?\d+)(?:\.(\d+))?(?:[eE]([-+]?\d+))?$/;
/** More digits than these are not written out: one number could take the memory of a page. */
const MAX_EXPONENT = 1_000;

/** Null for what is no number of JSON, and for one too far from 1. */
export function decimalOf(written: string): Decimal | null {
  const [found, whole = "", fraction = "", power = "0"] = PARTS.exec(written) ?? [];
  const exponent = Number(power) - fraction.length;
  if (found === undefined || Math.abs(exponent) > MAX_EXPONENT) return null;
  return { coefficient: BigInt(whole + fraction), exponent };
}

/** Below zero where the left is less, zero where both are the same number, above zero where it is more. */
export function compareDecimals(left: Decimal, right: Decimal): number {
  const [one, other] = inStep(left, right);
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

export function isMultipleOf(value: Decimal, step: Decimal): boolean {
  const [whole, part] = inStep(value, step);
  return part !== 0n && whole % part === 0n;
}

/** The coefficients of both for the same exponent. */
function inStep(left: Decimal, right: Decimal): readonly [bigint, bigint] {
  const exponent = Math.min(left.exponent, right.exponent);
  const scaled = (of: Decimal) => of.coefficient * 10n ** BigInt(of.exponent - exponent);
  return [scaled(left), scaled(right)];
}
