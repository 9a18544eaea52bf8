// Where the gateway looks for a client's credential in a handshake, apart from its subprotocols.

/** No credential is longer; of what is, nothing is read. */
export const MAX_CREDENTIAL_LENGTH = 8_192;

/** Query parameters, in the order in which the first found counts. */
export const QUERY_CARRIERS: readonly string[] = ["access_token", "apikey", "ticket"];

/** Header fields, in lower case. */
export const HEADER_CARRIERS: ReadonlySet<string> = new Set(["authorization", "apikey"]);

/** A query parameter's decoded name as the most lenient backend reads it: PHP trims, cuts `[]` off, and folds into `_`. */
export function carrierName(name: string): string {
  const [first = ""] = name.trim().toLowerCase().split("[");
  return first.replace(/[^a-z0-9]/g, "_");
}
