// A signed token's three parts (RFC 7515 section 7.1), read without a look at the signature. Pure.

type Schema<Header> = { safeParse(value: unknown): { readonly data?: Header | undefined } };

const COMPACT = /^([\w-]+)\.([\w-]+)\.([\w-]+)$/;

/** True of what has the shape of a token; keys have no dots. */
export function isTokenShaped(text: string): boolean {
  return COMPACT.test(text);
}

/** The header of a text; null where it is none of that kind. */
export function headerOf<Header>(text: string, schema: Schema<Header>): Header | null {
  const [, header] = COMPACT.exec(text) ?? [];
  return header === undefined ? null : (schema.safeParse(parsePart(header)).data ?? null);
}

/** What a text claims, whoever has signed it; null where it is no JSON. */
export function claimsOf(text: string): unknown {
  return parsePart(text.slice(text.indexOf(".") + 1, text.lastIndexOf(".")));
}

/** What was signed, and by what. */
export function signedParts(text: string): { readonly input: Buffer; readonly signature: Buffer } {
  const end = text.lastIndexOf(".");
  return {
    input: Buffer.from(text.slice(0, end), "latin1"),
    signature: Buffer.from(text.slice(end + 1), "base64url"),
  };
}

function parsePart(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
  } catch {
    return null;
  }
}
