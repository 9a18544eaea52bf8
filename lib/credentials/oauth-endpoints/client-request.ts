// Reads a request to an OAuth endpoint: the form, and who sends it (RFC 6749 section 2.3.1). Pure.
import { type OAuthAnswer, oauthError } from "./oauth-answer.ts";

/** A request as far as it counts. */
export type OAuthRequest = {
  readonly authorization: string | null;
  readonly contentType: string | null;
  readonly body: string;
  /** Header `apikey`. */
  readonly apiKey: string | null;
  /** Address of who asks. */
  readonly address: string;
  /** Network of who asks, for counting wrong secrets. */
  readonly network: string;
};

/** Longest body that is read, in bytes: a token of 8 KB, percent-encoded, with room to spare. */
export const MAX_FORM_BYTES = 32_768;

export type Form = ReadonlyMap<string, string>;

/** The parameters of a form. Those without a value count as left out; none may come twice (RFC 6749 section 3.2). */
export function readForm({ contentType, body }: OAuthRequest): Form | OAuthAnswer {
  const [mediaType = ""] = (contentType ?? "").split(";");
  if (mediaType.trim().toLowerCase() !== "application/x-www-form-urlencoded") {
    return oauthError("invalid_request", "Send the parameters as application/x-www-form-urlencoded.");
  }
  const form = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(body)) {
    if (form.has(name)) return oauthError("invalid_request", "A parameter comes twice: send each one once.");
    form.set(name, value);
  }
  return new Map([...form].filter(([, value]) => value !== ""));
}

export type ClientSecretPair = { readonly clientId: string; readonly secret: string };

const BASIC = /^Basic +([A-Za-z0-9+/]+={0,2}) *$/i;

/** Id and secret that a client brings, by exactly one of the two ways. */
export function readClient({ authorization }: OAuthRequest, form: Form): ClientSecretPair | OAuthAnswer {
  const clientId = form.get("client_id");
  const secret = form.get("client_secret");
  if (authorization === null) {
    if (clientId !== undefined && secret !== undefined) return { clientId, secret };
    return oauthError(
      "invalid_client",
      "Send client_id and client_secret, with HTTP Basic authentication or in the body.",
    );
  }
  if (secret !== undefined) {
    return oauthError(
      "invalid_request",
      "Authenticate by one way only: HTTP Basic, or client_secret in the body.",
    );
  }
  const pair = readBasic(authorization);
  if (pair === null) {
    const detail =
      "The Authorization header is not `Basic` with id and secret, each form-url-encoded, in base64.";
    return oauthError("invalid_client", detail);
  }
  return clientId === undefined || clientId === pair.clientId
    ? pair
    : oauthError("invalid_request", "client_id in the body is another one than in the Authorization header.");
}

function readBasic(authorization: string): ClientSecretPair | null {
  const [, encoded] = BASIC.exec(authorization) ?? [];
  if (encoded === undefined) return null;
  const text = Buffer.from(encoded, "base64").toString("utf8");
  const colon = text.indexOf(":");
  const clientId = decodeFormText(text.slice(0, Math.max(0, colon)));
  const secret = decodeFormText(text.slice(colon + 1));
  return colon > 0 && clientId !== null && secret !== null ? { clientId, secret } : null;
}

function decodeFormText(text: string): string | null {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return null; // a % that is no character's code
  }
}
