// The servers of a document as backends to choose from, and in words what has to be known before choosing one.
import { isJsonObject, type JsonObject, objectAt, textAt } from "#lib/asyncapi/json-value.ts";
import { pathOfRef, refOf, resolveObject, resolveValue } from "#lib/asyncapi/local-ref.ts";
import type { ImportServer } from "./import-reading.ts";

/** More are no list to choose from. */
const MAX_SERVERS = 100;
const MAX_URL = 2_000;
const PLACEHOLDER = /\{([^{}]*)\}/g;

/** The first hundred, in the order of the document. Servers that stand elsewhere are left out. */
export function readImportServers(
  document: JsonObject,
  queryByServer: ReadonlyMap<string, string>,
): ImportServer[] {
  return Object.entries(objectAt(document, ["servers"]))
    .slice(0, MAX_SERVERS)
    .flatMap(([key, value]) => {
      const server = resolveValue(document, value);
      return isJsonObject(server) ? [readServer(document, key, server, queryByServer.get(key) ?? "")] : [];
    });
}

/** Whether a server speaks what the gateway speaks to backends. */
function isWebSocketProtocol(protocol: string): boolean {
  return /^wss?$/i.test(protocol);
}

function readServer(document: JsonObject, key: string, server: JsonObject, query: string): ImportServer {
  const protocol = textAt(server, ["protocol"]) ?? "";
  const host = textAt(server, ["host"]) ?? "";
  const pathname = textAt(server, ["pathname"]) ?? "";
  const path = pathname === "" || pathname.startsWith("/") ? pathname : `/${pathname}`;
  const values = variableValues(document, server);
  const open = new Set<string>();
  const written = `${protocol.toLowerCase()}://${host}${path}${query}`.slice(0, MAX_URL);
  const url = written.replace(PLACEHOLDER, (whole, name: string) => {
    const value = values.get(name);
    if (value === undefined) open.add(name);
    return value ?? whole;
  });
  return {
    key,
    url: url.slice(0, MAX_URL),
    protocol,
    isWebSocket: isWebSocketProtocol(protocol),
    notes: [
      ...openNotes(open),
      ...filledNotes(document, server, written),
      ...securityNotes(document, server),
    ],
  };
}

/** What stands for each variable: its default, or the first value that is allowed. */
function variableValues(document: JsonObject, server: JsonObject): Map<string, string> {
  const entries = Object.entries(objectAt(server, ["variables"])).flatMap(([name, value]) => {
    const variable = resolveObject(document, value);
    const [first] = allowedValues(variable);
    const filled = scalarText(variable.default) ?? first;
    return filled === undefined ? [] : [[name, filled] as const];
  });
  return new Map(entries);
}

function allowedValues(variable: JsonObject): string[] {
  return Array.isArray(variable.enum) ? variable.enum.flatMap((item) => scalarText(item) ?? []) : [];
}

function scalarText(value: unknown): string | undefined {
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}

function openNotes(open: ReadonlySet<string>): string[] {
  return [...open].map((name) => `Put the value of {${name}} into the URL: the document gives none.`);
}

function filledNotes(document: JsonObject, server: JsonObject, written: string): string[] {
  const variables = objectAt(server, ["variables"]);
  return Object.entries(variables).flatMap(([name, value]) => {
    const allowed = allowedValues(resolveObject(document, value));
    if (allowed.length < 2 || !written.includes(`{${name}}`)) return [];
    const shown = allowed.slice(0, 10).join(", ");
    return [`{${name}} can be ${shown}${allowed.length > 10 ? " and more" : ""}.`];
  });
}

function securityNotes(document: JsonObject, { security }: JsonObject): string[] {
  if (!Array.isArray(security) || security.length === 0) return [];
  const named = security.slice(0, 10).flatMap((item) => {
    const ref = refOf(item);
    const name = ref === null ? undefined : pathOfRef(ref)?.at(-1);
    const type = textAt(resolveObject(document, item), ["type"]);
    const words = [name, type === null ? undefined : `(${type})`].filter((word) => word !== undefined);
    return words.length === 0 ? [] : [words.join(" ")];
  });
  const which = named.length === 0 ? "" : `: ${named.join(", ")}`;
  return [`The server asks for credentials${which}. Set them at the endpoint of the API.`];
}
