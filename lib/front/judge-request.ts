// What the portal's front says to a request before Next sees it: pass, or an answer that a person can act on.
// Pure; the server around it reads the socket and writes the answer.
import { type HostSettings, hostNameOf, isAllowedHost } from "./allowed-hosts.ts";

/** A request's head, with the host as far as a proxy's word for it is believed. */
export type FrontRequest = {
  readonly method: string;
  /** The request target as received. */
  readonly target: string;
  readonly host: string;
  /** Whether the client came over TLS, as far as a proxy's word for it is believed. */
  readonly isTls: boolean;
  /** The Origin header; null without one. */
  readonly origin: string | null;
};

/** Pass on, with the target and host to go by; or answer with this status and text. */
export type Verdict =
  | { readonly kind: "pass"; readonly target: string; readonly host: string }
  | {
      readonly kind: "answer";
      readonly status: number;
      readonly text: string;
      readonly allow: string | null;
    };

const SAFE_METHODS = ["GET", "HEAD", "OPTIONS"];
const PAGE_METHODS = [...SAFE_METHODS, "POST"];
const API_METHODS = [...PAGE_METHODS, "PUT", "PATCH", "DELETE"];
/** Asked by load balancers under whatever address they have, and tells nothing. */
const PROBED = "/healthz";

/** Judges a request. Never throws at what a client sends. */
export function judgeRequest(request: FrontRequest, settings: HostSettings): Verdict {
  const { target, host } = splitTarget(request);
  const [path = ""] = target.split("?");
  const refused =
    refuseMethod(request.method, path) ?? refuseHost(host, path, settings) ?? refuseTarget(target, path);
  if (refused !== null) return refused;
  const isForeign = !SAFE_METHODS.includes(request.method) && isForeignOrigin(request, host, settings);
  if (!isForeign) return { kind: "pass", target, host };
  return answer(403, "This request comes from another site. Open the portal itself and try again there.");
}

/** For a method that HTTP does not know, of which nothing else could be read. */
export function unknownMethod(): Verdict & { readonly kind: "answer" } {
  return notAllowed(PAGE_METHODS);
}

/** The authority of an absolute target stands above Host (RFC 9112 section 3.2.2). */
function splitTarget({ target, host }: FrontRequest): { readonly target: string; readonly host: string } {
  const [, authority, rest] = /^https?:\/\/([^/?#]*)(.*)$/i.exec(target) ?? [];
  if (authority === undefined || rest === undefined) return { target, host };
  return { target: rest.startsWith("/") ? rest : `/${rest}`, host: authority };
}

function refuseMethod(method: string, path: string): Verdict | null {
  const allowed = path.startsWith("/api/") ? API_METHODS : PAGE_METHODS;
  return allowed.includes(method) ? null : notAllowed(allowed);
}

function notAllowed(allowed: readonly string[]) {
  return answer(405, "This method is not known here.", allowed.join(", "));
}

function refuseHost(host: string, path: string, settings: HostSettings): Verdict | null {
  if (path === PROBED) return null;
  const name = hostNameOf(host);
  if (name === null) return answer(400, "The Host header is not a host.");
  if (isAllowedHost(name, settings)) return null;
  const advice =
    settings.PUBLIC_URL === undefined
      ? `If people are to reach it here, set PUBLIC_URL, such as PUBLIC_URL=http://${host}, and start it again.`
      : `Open ${settings.PUBLIC_URL} instead.`;
  return answer(421, `This portal does not answer to the name ${name}. ${advice}`);
}

function refuseTarget(target: string, path: string): Verdict | null {
  if (!path.startsWith("/")) return answer(400, "The address has to begin with a slash.");
  if (!isDecodable(path))
    return answer(400, "The address has a % in it that is not followed by a character's code.");
  // No id and no name has a NUL; PostgreSQL would fail at it.
  return /%00|\0/.test(target) ? answer(404, "There is no such page.") : null;
}

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

/** Browsers send Origin with every request that may change something; other clients have no session to be abused. */
function isForeignOrigin({ origin, isTls }: FrontRequest, host: string, settings: HostSettings): boolean {
  if (origin === null) return false;
  const asked = URL.parse(`${isTls ? "https" : "http"}://${host}`)?.origin;
  // Behind a proxy that ends TLS and is not named in TRUST_PROXY, only PUBLIC_URL knows how browsers come here.
  const isOwn = origin === asked || origin === settings.PUBLIC_URL;
  const isDowngrade =
    settings.PUBLIC_URL?.startsWith("https:") && origin.startsWith("http:") && isPublicHost(host, settings);
  return !isOwn || Boolean(isDowngrade);
}

/** Whether the request asks for the host of PUBLIC_URL. */
function isPublicHost(host: string, { PUBLIC_URL }: HostSettings): boolean {
  return PUBLIC_URL !== undefined && hostNameOf(host) === hostNameOf(new URL(PUBLIC_URL).host);
}

function answer(status: number, text: string, allow: string | null = null) {
  return { kind: "answer", status, text, allow } as const;
}
