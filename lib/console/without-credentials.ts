// A URL as a file that others read may have it. Pure.
import { carrierName, QUERY_CARRIERS } from "#lib/routes/credential-carriers.ts";

/** Names of parameters whose value is nobody's business. */
const SECRET_NAME =
  /key|token|secret|passw|pwd|auth|credential|session|sid$|jwt|signature|^sig$|bearer|ticket/i;
/** What stands for such a value. */
export const HIDDEN = "***";

/** The URL with what may carry a credential taken out, and the values of what is called like a secret. */
export function withoutCredentials(url: string): string {
  if (!URL.canParse(url)) return "";
  const parsed = new URL(url);
  for (const name of [...parsed.searchParams.keys()]) {
    if (QUERY_CARRIERS.includes(carrierName(name))) parsed.searchParams.delete(name);
    else if (SECRET_NAME.test(name)) parsed.searchParams.set(name, HIDDEN);
  }
  parsed.username = "";
  parsed.password = "";
  return parsed.href;
}

/** What a URL asks for below the path of its API, without credentials. */
export function belowBase(url: string, basePath: string): string {
  const { pathname, search } = new URL(withoutCredentials(url));
  return (pathname.slice(basePath.length) || "/") + search;
}
