// The rules for a topic's URL mapping (what is appended to the endpoint URL, such as `/rooms?room={roomID}`),
// each with a message that says what to do. Resolving a mapping is lib/routing/backend-url.ts.
import { addressParameters } from "#lib/asyncapi/channel-address.ts";
import { mappingVariables } from "#lib/routes/backend-url.ts";

/** Longest URL mapping, in characters. */
export const MAX_URI_MAPPING_LENGTH = 1000;

const FORBIDDEN_CHARACTER = /[\s\p{Cc}\p{Cf}\\#]/u;
const VARIABLE = /\{[^{}]+\}/g;
const DOT_SEGMENT = /(^|\/)(\.|%2e){1,2}(\/|$)/i;

/** What a user typed, made a candidate: trimmed, with a leading slash; null where nothing was typed. */
export function normalizeUriMapping(typed: string): string | null {
  const trimmed = typed.trim();
  if (trimmed === "") return null;
  return trimmed.startsWith("/") ? trimmed : `/${trimmed}`;
}

/** Why this mapping cannot serve the topic at `address`, or null where it can. */
export function uriMappingProblem(mapping: string, address: string): string | null {
  if (!mapping.startsWith("/")) return `Start the URL mapping with a slash: /${mapping}`;
  if (mapping.length > MAX_URI_MAPPING_LENGTH) {
    return `Shorten the URL mapping to ${MAX_URI_MAPPING_LENGTH} characters; it has ${mapping.length}.`;
  }
  return (
    characterProblem(mapping) ?? pathProblem(mapping) ?? variablesProblem(mapping, addressParameters(address))
  );
}

function characterProblem(mapping: string): string | null {
  const found = FORBIDDEN_CHARACTER.exec(mapping)?.[0];
  if (found === undefined) return null;
  if (found === "#")
    return "Remove the #: a WebSocket URL has no fragment. Write %23 for the character itself.";
  if (found === "\\") return "Use / instead of \\ in the URL mapping.";
  return "Remove spaces and invisible characters from the URL mapping. Write %20 for a space.";
}

function pathProblem(mapping: string): string | null {
  const path = mapping.split("?", 1)[0] ?? "";
  if (path.startsWith("//") || path.includes("://")) {
    return "Leave the host out: the mapping is appended to the endpoint URL, for example /rooms?room={roomID}.";
  }
  if (DOT_SEGMENT.test(path))
    return "Remove the segments . and .. from the URL mapping: they leave the endpoint's path.";
  const wrong = /%(?![0-9A-Fa-f]{2}).{0,2}/.exec(mapping)?.[0];
  if (wrong !== undefined)
    return `Correct the percent-encoding at "${wrong}": % is written %25, a space %20.`;
  if (/[{}]/.test(mapping.replace(VARIABLE, ""))) return "Balance the braces: a variable is written {name}.";
  return null;
}

function variablesProblem(mapping: string, parameters: readonly string[]): string | null {
  for (const { kind, name } of mappingVariables(mapping)) {
    if (kind === "query" && name === "") return "Name the query parameter: {query.param.NAME}.";
    if (kind === "query" || parameters.includes(name)) continue;
    const known = parameters.map((parameter) => `{${parameter}}`).join(", ");
    const choice = known === "" ? "the topic has no parameters" : `the topic has ${known}`;
    return `{${name}} is not a parameter: ${choice}. For a parameter of the query write {query.param.${name}}.`;
  }
  return null;
}
