// From a topic and a request to the backend's URL (DESIGN.md section 5). Shared by the gateway and by the
// portal's live preview: pure, no Node built-ins, and no byte of a client's input gets in unencoded.
import type { EncodedSlashes } from "#lib/routes/pass-rules.ts";
import { isDotSegment, pathValueProblem } from "#lib/routes/path-value.ts";

/** An endpoint taken apart once, so that a handshake only joins strings. */
export type Endpoint = {
  readonly isTls: boolean;
  /** Name or address to connect to; IPv6 without brackets. */
  readonly hostname: string;
  readonly port: number;
  /** Value of the Host header: no default port. */
  readonly hostHeader: string;
  /** Path, at least `/`. */
  readonly path: string;
  /** The endpoint's own query, without `?`; may be empty. */
  readonly query: string;
};

/** What of one request decides its backend URL. */
export type TopicRequest = {
  /** The topic's URL mapping; null passes the path as requested. */
  readonly uriMapping: string | null;
  /** Path parameters, decoded. */
  readonly params: ReadonlyMap<string, string>;
  /** The client's query without `?`, raw, credentials already taken out. */
  readonly query: string;
  /** The path below the API's base path, raw, as requested; may be empty. */
  readonly remainder: string;
  /** Whether a value may bring a slash, encoded, into the path; refused where it is left out. */
  readonly encodedSlashes?: EncodedSlashes;
};

/** A variable of a URL mapping: `{NAME}` and `{uri.var.NAME}` are path, `{query.param.NAME}` is query. */
export type MappingVariable = { readonly kind: "path" | "query"; readonly name: string };

const VARIABLE = /\{([^{}]*)\}/g;

/** Takes a `ws://` or `wss://` URL apart; null where it is none. User information and fragment are ignored. */
export function parseEndpoint(endpoint: string): Endpoint | null {
  const url = URL.parse(endpoint);
  if (url === null || (url.protocol !== "ws:" && url.protocol !== "wss:") || url.hostname === "") return null;
  const isTls = url.protocol === "wss:";
  return {
    isTls,
    hostname: url.hostname.replace(/^\[|\]$/g, ""),
    port: url.port === "" ? (isTls ? 443 : 80) : Number(url.port),
    hostHeader: url.host,
    path: url.pathname,
    query: url.search.slice(1),
  };
}

/** The variables of a mapping, in order, repeats included. Whether they fit the topic is judged in lib/topics. */
export function mappingVariables(mapping: string): MappingVariable[] {
  return Array.from(mapping.matchAll(VARIABLE), (match) => parseVariable(match[1] ?? ""));
}

/**
 * Path and query to ask the backend for. Null where a value may not stand in a path: see {@link pathValueProblem}.
 *
 * - A mapping stands for the whole path, `*` topics included; `/` means the endpoint itself.
 * - A variable without a value is empty. Values are percent-encoded, `/` included.
 * - The client's query follows the endpoint's and the mapping's own. A parameter that either of them sets, or
 *   that a `{query.param.NAME}` used up, is not passed again: a client cannot override `room` in `?room={roomID}`,
 *   nor by another spelling that some backend takes for it; see {@link withoutNames}.
 */
export function resolveBackendPath(endpoint: Endpoint, request: TopicRequest): string | null {
  if (request.uriMapping === null) {
    const path = joinPaths(endpoint.path, request.remainder === "/" ? "" : request.remainder);
    return withQuery(path, [endpoint.query, withoutNames(request.query, foldedNames(endpoint.query))]);
  }
  const [mappingPath, mappingQuery] = splitOnce(request.uriMapping, "?");
  const clientQuery = parseQuery(request.query);
  const valueFor = ({ kind, name }: MappingVariable): string =>
    (kind === "path" ? request.params : clientQuery).get(name) ?? "";
  const isBad = (it: MappingVariable) => pathValueProblem(valueFor(it), request.encodedSlashes) !== null;
  if (mappingVariables(mappingPath).some(isBad)) return null;
  const filledPath = mappingPath === "/" ? "" : fillTemplate(mappingPath, valueFor);
  // Values that are harmless each may still make a dot segment together, or with the mapping's own text.
  if (filledPath.split("/").some(isDotSegment)) return null;
  const filledQuery = fillTemplate(mappingQuery, valueFor);
  const reserved = foldedNames(`${endpoint.query}&${filledQuery}`);
  for (const variable of mappingVariables(request.uriMapping)) {
    if (variable.kind === "query") reserved.add(foldedName(variable.name));
  }
  const path = joinPaths(endpoint.path, filledPath);
  return withQuery(path, [endpoint.query, filledQuery, withoutNames(request.query, reserved)]);
}

/** The whole backend URL of a request, or null as in {@link resolveBackendPath} or for a bad endpoint. */
export function resolveBackendUrl(request: TopicRequest & { readonly endpoint: string }): string | null {
  const endpoint = parseEndpoint(request.endpoint);
  const path = endpoint && resolveBackendPath(endpoint, request);
  return endpoint && path && `${endpoint.isTls ? "wss" : "ws"}://${endpoint.hostHeader}${path}`;
}

/**
 * The backend URL of a topic with its variables left standing, for people to read:
 * `ws://localhost:9097/rooms?room={roomID}`. Null for a bad endpoint.
 */
export function previewBackendUrl(topic: {
  readonly endpoint: string;
  readonly uriMapping: string | null;
  readonly address: string;
}): string | null {
  const endpoint = parseEndpoint(topic.endpoint);
  if (endpoint === null) return null;
  const [path, query] = splitOnce(topic.uriMapping ?? topic.address, "?");
  const joined = withQuery(joinPaths(endpoint.path, path === "/" ? "" : path), [endpoint.query, query]);
  return `${endpoint.isTls ? "wss" : "ws"}://${endpoint.hostHeader}${joined}`;
}

function parseVariable(text: string): MappingVariable {
  if (text.startsWith("query.param.")) return { kind: "query", name: text.slice("query.param.".length) };
  return { kind: "path", name: text.startsWith("uri.var.") ? text.slice("uri.var.".length) : text };
}

function fillTemplate(template: string, valueFor: (variable: MappingVariable) => string): string {
  let filled = "";
  let end = 0;
  for (const match of template.matchAll(VARIABLE)) {
    const value = valueFor(parseVariable(match[1] ?? ""));
    filled += escapeLiteral(template.slice(end, match.index)) + encodeURIComponent(value.toWellFormed());
    end = match.index + match[0].length;
  }
  return filled + escapeLiteral(template.slice(end));
}

/** Percent-encodes what must not stand in a request line; `%41` stays `%41`. */
function escapeLiteral(text: string): string {
  return text.toWellFormed().replace(/[^\x21-\x7e]|["#<>\\^`{|}]/gu, encodeURIComponent);
}

function joinPaths(base: string, rest: string): string {
  if (rest === "") return base;
  return base.replace(/\/$/, "") + (rest.startsWith("/") ? rest : `/${rest}`);
}

function withQuery(path: string, queries: readonly string[]): string {
  const query = queries.filter((it) => it !== "").join("&");
  return query === "" ? path : `${path}?${query}`;
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at === -1 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}

/** Name of one raw `name=value` pair, decoded; as it is where it cannot be decoded. */
export function queryPairName(pair: string): string {
  return decodeFormText(splitOnce(pair, "=")[0]);
}

/** Value of one raw `name=value` pair, decoded; as it is where it cannot be decoded. */
export function queryPairValue(pair: string): string {
  return decodeFormText(splitOnce(pair, "=")[1]);
}

function decodeFormText(text: string): string {
  const spaced = text.replaceAll("+", " ");
  if (!spaced.includes("%")) return spaced;
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}

/** First value of each name. */
function parseQuery(query: string): Map<string, string> {
  const values = new Map<string, string>();
  if (query === "") return values;
  for (const pair of query.split("&")) {
    const name = queryPairName(pair);
    if (!values.has(name)) values.set(name, queryPairValue(pair));
  }
  return values;
}

/** The parts that some backend reads as parameters: `;` separates too (HTML 4.01 appendix B.2.2). */
function queryParts(query: string): string[] {
  return query.split(/[&;]/).filter((part) => part !== "");
}

/** A raw part's name, decoded as forms are: a malformed escape does not keep the good ones beside it from being read. */
function decodedName(part: string): string {
  const [name = ""] = new URLSearchParams(splitOnce(part, "=")[0]).keys();
  return name;
}

/**
 * A decoded name as the most lenient backends read it: PHP trims, cuts `[]` off and takes `_` for a dot or blank; others
 * do not look at case.
 */
function foldedName(name: string): string {
  const [base = ""] = name.trim().toLowerCase().split("[");
  return base.trim().replace(/[\s.]/g, "_");
}

function foldedNames(query: string): Set<string> {
  return new Set(queryParts(query).map((part) => foldedName(decodedName(part))));
}

/**
 * The raw query less the pairs in which one of these names, folded, stands at the front or behind a `;`, or a name with
 * control characters, which some backends cut off or skip. What stays is not re-encoded, repeats are kept.
 */
function withoutNames(query: string, names: ReadonlySet<string>): string {
  if (query === "" || names.size === 0) return query;
  const mayPass = (part: string): boolean => {
    const name = decodedName(part);
    return !/\p{Cc}/u.test(name) && !names.has(foldedName(name));
  };
  return query
    .split("&")
    .filter((pair) => queryParts(pair).every(mayPass))
    .join("&");
}
