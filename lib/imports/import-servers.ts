// The servers of a document as backends to choose from, and in words what has to be known before choosing one.
import { isJsonObject, type JsonObject, objectAt, textAt } from "#lib/asyncapi/json-value.ts";
import { pathOfRef, refOf, resolveObject, resolveValue } from "#lib/asyncapi/local-ref.ts";
import { isWebSocketProtocol } from "#lib/topics/channel-servers.ts";
import type { ImportServer, ImportVariable } from "./import-reading.ts";
import { namesIn } from "./server-url.ts";

/** More are no list to choose from. */
const MAX_SERVERS = 100;
const MAX_URL = 2_000;
const MAX_ALLOWED = 500;
const MAX_DESCRIPTION = 1_000;

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

function readServer(document: JsonObject, key: string, server: JsonObject, query: string): ImportServer {
  const protocol = textAt(server, ["protocol"]) ?? "";
  const host = textAt(server, ["host"]) ?? "";
  const pathname = textAt(server, ["pathname"]) ?? "";
  const path = pathname === "" || pathname.startsWith("/") ? pathname : `/${pathname}`;
  const template = `${protocol.toLowerCase()}://${host}${path}${query}`.slice(0, MAX_URL);
  return {
    key,
    template,
    variables: variablesOf(document, server, template),
    protocol,
    isWebSocket: isWebSocketProtocol(protocol),
    notes: securityNotes(document, server),
  };
}

function variablesOf(document: JsonObject, server: JsonObject, template: string): ImportVariable[] {
  const described = objectAt(server, ["variables"]);
  return namesIn(template).map((name) => {
    const variable = resolveObject(document, Object.hasOwn(described, name) ? described[name] : undefined);
    const all = Array.isArray(variable.enum) ? variable.enum.flatMap((item) => scalarText(item) ?? []) : [];
    const listed = [...new Set(all)].slice(0, MAX_ALLOWED);
    const value = (scalarText(variable.default) || listed[0] || "").slice(0, MAX_URL);
    // What the document begins with can be chosen too, though it does not list it, or not among the first.
    const allowed = listed.length === 0 || listed.includes(value) ? listed : [value, ...listed];
    const description = (textAt(variable, ["description"]) ?? "").slice(0, MAX_DESCRIPTION);
    return { name, value, allowed, description };
  });
}

function scalarText(value: unknown): string | undefined {
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
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
