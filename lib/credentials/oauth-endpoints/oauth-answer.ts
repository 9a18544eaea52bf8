// What the OAuth endpoints answer with, errors as RFC 6749 section 5.2 has them. Pure.

const statuses = {
  invalid_request: 400,
  invalid_client: 401,
  unsupported_grant_type: 400,
  invalid_scope: 400,
  /** RFC 6750 section 3.1. */
  invalid_token: 401,
  access_denied: 403,
  /** RFC 8707 section 2. */
  invalid_target: 400,
  too_many_requests: 429,
  temporarily_unavailable: 503,
} as const;

const challenges: Partial<Record<OAuthErrorCode, Readonly<Record<string, string>>>> = {
  invalid_client: { "www-authenticate": 'Basic realm="sluice"' },
  invalid_token: { "www-authenticate": 'Bearer realm="sluice", error="invalid_token"' },
};

export type OAuthErrorCode = keyof typeof statuses;

/** An HTTP answer; without a body where that is null. */
export type OAuthAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>> | null;
};

/** RFC 6749 section 5.1: nothing that holds a token, or says anything of one, may be kept. */
const unkept = { "cache-control": "no-store", pragma: "no-cache" };

export function oauthAnswer(body: OAuthAnswer["body"]): OAuthAnswer {
  return { status: 200, headers: unkept, body };
}

/** `description` says to the client's developer what to do. */
export function oauthError(
  error: OAuthErrorCode,
  description: string,
  headers: Readonly<Record<string, string>> = {},
): OAuthAnswer {
  return {
    status: statuses[error],
    headers: { ...unkept, ...challenges[error], ...headers },
    body: { error, error_description: description },
  };
}

/** One that has to wait. */
export function tooMany(description: string, waitMs: number): OAuthAnswer {
  return oauthError("too_many_requests", description, { "retry-after": String(Math.ceil(waitMs / 1_000)) });
}
