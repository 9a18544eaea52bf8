// Numbers of YAML as JSON has them.

const DECIMAL = /^([-+]?)([0-9]*)(\.[0-9]*)?([eE][-+]?[0-9]+)?$/;
const OTHER_BASE = /^0(?:x[0-9a-fA-F]+|o[0-7]+)$/;

/**
 * A number in JSON with the digits that were written (RFC 8259, section 6); null for one that JSON has not, such as
 * `.inf`.
 */
export function jsonNumber(written: string): string | null {
  if (OTHER_BASE.test(written)) return String(BigInt(written));
  const [found, sign, whole = "", fraction = "", exponent = ""] = DECIMAL.exec(written) ?? [];
  const digits = fraction.slice(1);
  if (found === undefined || whole + digits === "") return null;
  const minus = sign === "-" ? "-" : "";
  const integer = whole.replace(/^0+(?=[0-9])/, "") || "0";
  return minus + integer + (digits === "" ? "" : `.${digits}`) + exponent;
}
