// Which web pages may connect to an API, judged on the origin that their browser names (RFC 6454, RFC 6455 section 10.2).
// Pure. It keeps pages out, not programs: a client that is no browser can send any Origin, or none.
import { z } from "zod";

export const MAX_ORIGINS = 100;
const MAX_ENTRY_LENGTH = 300;

/** An entry in its one spelling: `https://app.example`, `http://localhost:5173`, `https://*.example.com`. */
const originEntrySchema = z.string().transform((text, context) => {
  const entry = readOriginEntry(text);
  if (entry.ok) return entry.origin;
  context.addIssue({ code: "custom", message: entry.problem });
  return z.NEVER;
});

/** The entries of a list; one that is named twice is kept once. */
export const originListSchema = z
  .array(originEntrySchema)
  .min(1, "Enter at least one site, or choose who else may connect.")
  .max(MAX_ORIGINS, `Enter at most ${MAX_ORIGINS} sites.`)
  .transform((origins) => [...new Set(origins)]);

/** Clients without an `Origin` header are no web pages and pass under each of the rules. */
export const originRuleSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("any") }),
  z.object({ kind: z.literal("listed"), origins: originListSchema }),
  z.object({ kind: z.literal("none") }),
]);
export type OriginRule = z.output<typeof originRuleSchema>;

/** What an API has that says nothing else. */
export const anyOrigin: OriginRule = { kind: "any" };

/**
 * An origin as a request's header carries it, in its one spelling: case folded, default ports left out. Null for
 * whatever is no single origin: `null`, a path, user information, spaces, letters beyond ASCII (browsers send
 * punycode). A dot at the end of a name stays: to a browser that is another site.
 */
export function parseOrigin(text: string): string | null {
  const parts = /^([a-z][a-z0-9+.-]*):\/\/(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::(\d{1,5}))?$/i.exec(text);
  const scheme = parts?.[1]?.toLowerCase();
  if (scheme === undefined || NEVER_A_PAGE.has(scheme) || !URL.canParse(text)) return null;
  const url = new URL(text);
  return `${scheme}://${url.host.toLowerCase()}`;
}

/** Schemes whose pages have no origin of their own, or that no page has. */
const NEVER_A_PAGE: ReadonlySet<string> = new Set(["ws", "wss", "ftp", "file", "data", "blob", "javascript"]);

/** How the `Origin` headers of a request stand to a rule. */
export type OriginVerdict = {
  readonly isAdmitted: boolean;
  /** True where the browser's cookies are meant for this API: the page is on its list, or there is no page. */
  readonly passesCookies: boolean;
};

/** Judges the values of a request's `Origin` headers, usually none or one. */
export function judgeOrigin(rule: OriginRule, headers: readonly string[]): OriginVerdict {
  if (headers.length === 0) return { isAdmitted: true, passesCookies: true };
  if (rule.kind !== "listed") return { isAdmitted: rule.kind === "any", passesCookies: false };
  const origin = headers.length === 1 ? parseOrigin(headers[0] ?? "") : null;
  const isListed = origin !== null && rule.origins.some((entry) => isUnder(entry, origin));
  return { isAdmitted: isListed, passesCookies: isListed };
}

/** Both in their one spelling. `https://*.example.com` covers each host below example.com, and not that host itself. */
function isUnder(entry: string, origin: string): boolean {
  const star = entry.indexOf("://*.");
  if (star === -1) return entry === origin;
  const scheme = entry.slice(0, star + 3);
  const suffix = entry.slice(star + 4);
  return (
    origin.startsWith(scheme) && origin.endsWith(suffix) && origin.length > scheme.length + suffix.length
  );
}

/** What a client's developer is told that was not admitted: which origin it was, and what to do. */
export function originRefusedDetail(rule: OriginRule, headers: readonly string[]): string {
  const advice =
    rule.kind === "none"
      ? "This API takes no web pages, only clients without an Origin header"
      : "Only pages of the sites on the API's list may connect: use one of them, or add this one";
  return `${refusedPage(headers)}. ${advice}. See "Which web pages may connect" on the API's Runtime page.`;
}

function refusedPage(headers: readonly string[]): string {
  const [header = ""] = headers;
  if (headers.length > 1) return "The request has several Origin headers";
  if (header === "null")
    return "The request comes from a page without a site of its own (`Origin: null`: a local file or a sandboxed frame)";
  const origin = parseOrigin(header);
  const shown = (origin ?? header).slice(0, 100).replace(/[^\x20-\x7e]/g, "?");
  return origin === null
    ? `The request has an Origin header that names no site (\`${shown}\`)`
    : `The request comes from a page of ${shown}`;
}

type EntryReading =
  | { readonly ok: true; readonly origin: string }
  | { readonly ok: false; readonly problem: string };

const wrong = (problem: string): EntryReading => ({ ok: false, problem });

/** Reads an entry as a person types it; what is not exactly one origin or one suffix is told what to do. */
export function readOriginEntry(typed: string): EntryReading {
  const text = typed.trim();
  if (text === "") return wrong("Enter a site such as https://app.example, or remove this line.");
  if (text.length > MAX_ENTRY_LENGTH) return wrong(`Enter at most ${MAX_ENTRY_LENGTH} characters.`);
  if (text === "*") return wrong("For every site, choose “Any web page” above.");
  if (text.toLowerCase() === "null")
    return wrong("“null” cannot be listed: any page can make its browser send it. Name the site.");
  if (/[\s,;]/.test(text)) return wrong("Enter one site in each line.");
  const [, scheme, rest = ""] = /^(?:([a-z][a-z0-9+.-]*):\/\/)?(.*)$/is.exec(text) ?? [];
  if (scheme === undefined && !rest.startsWith("*."))
    return wrong(`Begin with https:// or http://, for example https://${plainHost(rest)}`);
  return readParts(scheme?.toLowerCase() ?? "https", rest);
}

/** `rest` is what stands behind the scheme. */
function readParts(scheme: string, rest: string): EntryReading {
  if (scheme === "ws" || scheme === "wss")
    return wrong(`Enter the site of the page, not of the WebSocket: https://${plainHost(rest)}`);
  if (NEVER_A_PAGE.has(scheme)) return wrong("Pages of this kind have no origin that could be listed.");
  const host = rest.endsWith("/") ? rest.slice(0, -1) : rest;
  if (host.includes("@"))
    return wrong("Leave out the user name: a site is https://, a host, perhaps a port.");
  if (/[/?#\\]/.test(host)) return wrong(`Leave out what follows the host: ${scheme}://${plainHost(host)}`);
  return host.startsWith("*.") ? readSuffix(scheme, host.slice(2)) : readExact(scheme, host);
}

function readExact(scheme: string, host: string): EntryReading {
  if (host.includes("*"))
    return wrong("A * can only stand for all that comes before a dot: https://*.example.com");
  if (nameOf(host).endsWith(".")) return wrong("Leave out the dot at the end of the host.");
  const origin = asciiOrigin(scheme, host);
  return origin === null ? wrong(NO_SITE) : { ok: true, origin };
}

function readSuffix(scheme: string, base: string): EntryReading {
  if (scheme !== "https" && scheme !== "http")
    return wrong("A * can only stand in a site that begins with https:// or http://.");
  if (base.includes("*")) return wrong("One * is enough: https://*.example.com covers all hosts below.");
  const name = nameOf(base);
  if (name.endsWith(".")) return wrong("Leave out the dot at the end of the host.");
  // With a label in front, what would be an address (`*.0.0.1`) is no host at all.
  const origin = asciiOrigin(scheme, `x.${base}`);
  if (origin === null) return wrong(NO_SITE);
  const suffix = origin.slice(scheme.length + "://x.".length);
  if (!nameOf(suffix).includes("."))
    return wrong("Name at least two parts behind the *: https://*.example.com");
  return { ok: true, origin: `${scheme}://*.${suffix}` };
}

const NO_SITE = "This is no site: enter for example https://app.example or https://app.example:8443";

/** The origin of a typed host in its one spelling, names beyond ASCII as punycode; null where it is none. */
function asciiOrigin(scheme: string, host: string): string | null {
  const text = `${scheme}://${host}`;
  // A percent sign or an empty label is never part of a name that a browser would send.
  if (/[%]|\.\./.test(host) || nameOf(host).startsWith(".") || !URL.canParse(text)) return null;
  return parseOrigin(`${scheme}://${new URL(text).host}`);
}

/** A host without its port. */
function nameOf(host: string): string {
  return host.replace(/:\d*$/, "");
}

/** What a person most likely meant as host, for a suggestion. */
function plainHost(text: string): string {
  return text.split(/[/?#\\]/)[0] || "app.example";
}
