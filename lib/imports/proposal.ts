// What the form of an import starts from. Each field is made legal by the form's own schema, or left empty.
import { isScalar } from "yaml";
import type { z } from "zod";
import {
  basicInfoSchema,
  contextSchema,
  displayNameSchema,
  maxNameLength,
  maxVersionLength,
  nameSchema,
  versionSchema,
} from "#lib/apis/api-fields.ts";
import type { Definition } from "#lib/asyncapi/definition.ts";
import { objectAt, textAt } from "#lib/asyncapi/json-value.ts";
import { endpointSchema } from "#lib/endpoints/endpoint-url.ts";
import type { ImportProposal, ImportServer } from "./import-reading.ts";
import { givenValues, serverUrl } from "./server-url.ts";

const MAX_DISPLAY_NAME = 120;
const MAX_DESCRIPTION = 20_000;
const MAX_SLUG = 60;
/** Only so much of a title is looked at. */
const MAX_TITLE = 1_000;

export const emptyProposal: ImportProposal = {
  name: "",
  displayName: "",
  context: "",
  version: "",
  description: "",
  endpoint: "",
};

export function proposalFrom(definition: Definition, servers: readonly ImportServer[]): ImportProposal {
  const info = objectAt(definition.data, ["info"]);
  const title = (textAt(info, ["title"]) ?? "").slice(0, MAX_TITLE);
  const description = textAt(info, ["description"]) ?? "";
  return {
    name: nameFrom(title),
    displayName: firstLegal(displayNameSchema, [cut(oneLine(title), MAX_DISPLAY_NAME)]),
    context: contextFrom(title),
    version: versionFrom(versionOf(definition)),
    description: firstLegal(basicInfoSchema.shape.description, [cut(description, MAX_DESCRIPTION)]),
    endpoint: firstLegal(
      endpointSchema,
      servers
        .filter(({ isWebSocket }) => isWebSocket)
        .map((server) => serverUrl(server, givenValues(server))),
    ),
  };
}

function nameFrom(title: string): string {
  const spoken = oneLine(title.replace(/[~!@#;:%^*()+={}|\\<>"',&$[\]/]/g, " "));
  return firstLegal(nameSchema, [cut(spoken, maxNameLength)]);
}

/** `Gemini Market Data` → `/gemini-market-data`; empty where a title has no letter a context could have. */
function contextFrom(title: string): string {
  const latin = title.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const slug = trimDashes(trimDashes(latin.replace(/[^a-z0-9]+/g, "-")).slice(0, MAX_SLUG));
  return slug === "" ? "" : firstLegal(contextSchema, [`/${slug}`, `/${slug}-api`]);
}

function versionFrom(version: string): string {
  const legal = trimDashes(version.trim().replace(/[^A-Za-z0-9._-]+/g, "-"));
  return firstLegal(versionSchema, [version, legal.slice(0, maxVersionLength)]);
}

/** As it was written: of `1.10`, a number, the zero would be lost. */
function versionOf({ data, source }: Definition): string {
  const version = objectAt(data, ["info"]).version;
  if (typeof version !== "number") return typeof version === "string" ? version : "";
  const node = source.document.getIn(["info", "version"], true);
  return isScalar(node) && node.source !== undefined ? node.source : String(version);
}

/** The first that the form would take as it is, which is also how it would be stored. */
function firstLegal(schema: z.ZodType<string>, candidates: readonly string[]): string {
  for (const candidate of candidates) {
    const { data } = schema.safeParse(candidate);
    if (data !== undefined && data !== "") return data;
  }
  return "";
}

function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, " ").trim();
}

function trimDashes(text: string): string {
  return text.replace(/^-+|-+$/g, "");
}

/** At most so long, without half a character at its end. */
function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  return text
    .slice(0, most)
    .replace(/[\ud800-\udbff]$/, "")
    .trim();
}
