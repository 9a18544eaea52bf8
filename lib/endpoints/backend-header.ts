// Which header fields may be added to the handshake with a backend. Pure.
import { foldedFieldName } from "#lib/routes/field-name.ts";

/** A token of RFC 9110 section 5.6.2. */
const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/** Fields that end at the gateway (RFC 9110 section 7.6.1), or that the handshake itself sets. */
const setByTheGateway: ReadonlySet<string> = new Set([
  "host",
  "connection",
  "keep-alive",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "content-length",
]);

/** Beginnings of names that are the gateway's own, or another hop's. */
const reserved = ["sec-websocket-", "x-sluice-", "proxy-"] as const;

/** Why a header cannot have this name; null where it can. */
export function headerNameProblem(name: string): string | null {
  if (name === "") return "Enter the header's name";
  if (!token.test(name)) return "A header's name has letters, digits and - only: X-Api-Key";
  const folded = foldedFieldName(name);
  const prefix = reserved.find((beginning) => folded.startsWith(beginning));
  if (setByTheGateway.has(folded) || prefix !== undefined) {
    return `${name} cannot be set here: the gateway writes it itself. Choose another header`;
  }
  return null;
}

/** Why a header cannot have this value; null where it can (RFC 9110 section 5.5). */
export function headerValueProblem(value: string): string | null {
  if (value === "") return "Enter the header's value";
  if (/[\r\n\0]/.test(value)) return "A header's value is one line: remove line breaks and NUL characters";
  if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) {
    return "A header's value can only have printable characters of Latin-1: remove the others";
  }
  return value.trim() === value ? null : "Remove the spaces at the beginning or end of the value";
}
