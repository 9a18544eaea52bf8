// Where a client connects and how it proves who it is.
import {
  isJsonObject,
  type JsonObject,
  type JsonValue,
  objectAt,
  type Path,
  valueAt,
} from "#lib/asyncapi/json-value.ts";
import { pathOfRef, refOf, resolveObject, resolvePath } from "#lib/asyncapi/local-ref.ts";
import { type ReadingAbout, type ReadingPart, readAbout, readExtensions } from "./about.ts";
import { type ReadingParameter, readParameter } from "./parameter.ts";
import { descriptionOf, listOfTexts, type Reading, readEach, textsOf } from "./reading.ts";

export type ReadingServer = {
  readonly key: string;
  /** Where it stands in the document, references followed. */
  readonly place: Path;
  readonly url: string;
  readonly title: string;
  readonly summary: string;
  readonly description: string;
  readonly protocolVersion: string;
  readonly variables: readonly ReadingParameter[];
  /** Ways to authenticate here, any one of them; empty where it asks for none. */
  readonly security: readonly ReadingScheme[];
  readonly about: ReadingAbout;
};

/** A way to authenticate. `summary` says where it goes: `header apikey`, `query apikey`, `bearer`. */
export type ReadingScheme = {
  readonly key: string;
  readonly type: string;
  readonly summary: string;
  readonly description: string;
  /** Scopes that are asked for. */
  readonly scopes: readonly string[];
  /** Where tokens come from and what scopes there are, by flow; empty for what is no OAuth 2. */
  readonly flows: readonly ReadingFlow[];
  /** Its extensions are those of its flows, too. */
  readonly about: ReadingAbout;
};

export type ReadingFlow = {
  readonly name: string;
  readonly urls: readonly string[];
  readonly scopes: readonly { readonly name: string; readonly description: string }[];
};

export function readServer(reading: Reading, key: string): ReadingServer {
  const { document, budget } = reading;
  const path = ["servers", key];
  const value = valueAt(document, path);
  const server = resolveObject(document, value);
  const text = textsOf(budget, server);
  const place = resolvePath(document, path) ?? path;
  const variables = Object.keys(objectAt(server, ["variables"]));
  return {
    key,
    place,
    url: `${text("protocol")}://${text("host")}${text("pathname")}`,
    title: text("title"),
    summary: text("summary"),
    description: descriptionOf(reading, value, server),
    protocolVersion: text("protocolVersion"),
    variables: readEach(budget, variables, (name) =>
      readParameter(reading, name, [...place, "variables", name]),
    ),
    security: readSecurity(reading, server.security),
    about: readAbout(reading, server),
  };
}

/** The schemes that an object asks for. */
export function readSecurity(reading: Reading, security: JsonValue | undefined): ReadingScheme[] {
  if (!Array.isArray(security)) return [];
  return readEach(reading.budget, security, (item) => readScheme(reading, "", item));
}

/** Reads a scheme, or a reference to one, which then names it. */
export function readScheme(reading: Reading, key: string, value: JsonValue | undefined): ReadingScheme {
  const ref = refOf(value);
  const scheme = resolveObject(reading.document, value);
  const text = textsOf(reading.budget, scheme);
  const flows = objectAt(scheme, ["flows"]);
  const about = readAbout(reading, scheme);
  const parts = ["in", "name", "scheme", "bearerFormat", "openIdConnectUrl"].map((name) => text(name));
  return {
    key: key || ((ref && pathOfRef(ref)?.at(-1)) ?? ""),
    type: text("type"),
    summary: parts.filter((part) => part !== "").join(" "),
    description: descriptionOf(reading, value, scheme),
    scopes: listOfTexts(reading.budget, scheme.scopes),
    flows: readFlows(reading, flows),
    about: { ...about, extensions: [...about.extensions, ...flowExtensions(reading, flows)] },
  };
}

function flowExtensions(reading: Reading, flows: JsonObject): ReadingPart[] {
  const ofEach = Object.entries(flows).flatMap(([name, flow]) =>
    isJsonObject(flow) && !name.startsWith("x-") ? readExtensions(reading, flow, `the flow ${name}`) : [],
  );
  return [...readExtensions(reading, flows, "the flows"), ...ofEach];
}

function readFlows({ budget }: Reading, flows: JsonObject): ReadingFlow[] {
  return readEach(budget, Object.entries(flows), ([name, value]) => {
    if (!isJsonObject(value) || name.startsWith("x-")) return [];
    const text = textsOf(budget, value);
    const urls = ["authorizationUrl", "tokenUrl", "refreshUrl"].map((part) => text(part));
    const scopes = Object.entries(objectAt(value, ["availableScopes"]));
    return [
      {
        name,
        urls: urls.filter((url) => url !== ""),
        scopes: readEach(budget, scopes, ([scope, words]) => ({
          name: scope,
          description: budget.text(String(words)),
        })),
      },
    ];
  }).flat();
}
