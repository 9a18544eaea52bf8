// The rules for a topic's name (its channel address), each with a message that says what to do.
// Shared by the browser form and the server; the routing meaning of `{param}` and `*` is DESIGN.md section 5.
import { addressParameters } from "#lib/asyncapi/channel-address.ts";

/** Longest topic name, in characters. */
export const MAX_TOPIC_NAME_LENGTH = 500;

const PARAMETER_SEGMENT = /^\{([^{}]*)\}$/;
const PARAMETER_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
const FORBIDDEN_CHARACTER = /[\s\p{Cc}\p{Cf}\\?#]/u;
const CONTROL_CHARACTER = /\p{Cc}/u;

/** What a user typed, made a candidate for an address: trimmed, with a leading slash. It may still be refused. */
export function normalizeTopicName(typed: string): string {
  const trimmed = typed.trim();
  return trimmed === "" || trimmed.startsWith("/") ? trimmed : `/${trimmed}`;
}

/** Why a topic cannot have this name, or null where it can. */
export function topicNameProblem(address: string): string | null {
  if (address === "") return "Enter a topic name, for example /notifications.";
  if (!address.startsWith("/")) return `Start the topic name with a slash: /${address}`;
  if (address.length > MAX_TOPIC_NAME_LENGTH) {
    return `Shorten the topic name to ${MAX_TOPIC_NAME_LENGTH} characters; it has ${address.length}.`;
  }
  return characterProblem(address) ?? segmentsProblem(address) ?? repeatedParameterProblem(address);
}

/** Percent-decodes one segment; null where the encoding is broken. */
export function decodeSegment(segment: string): string | null {
  try {
    return decodeURIComponent(segment);
  } catch {
    return null;
  }
}

/** The name in a segment `{name}`, or null for any other segment. */
export function segmentParameter(segment: string): string | null {
  return PARAMETER_SEGMENT.exec(segment)?.[1] ?? null;
}

function characterProblem(address: string): string | null {
  const found = FORBIDDEN_CHARACTER.exec(address)?.[0];
  if (found === undefined) return null;
  if (found === "?")
    return "Remove the ? and what follows: a query belongs in the URL mapping, not in the topic name.";
  if (found === "#") return "Remove the #: a topic name has no fragment. Write %23 for the character itself.";
  if (found === "\\") return "Use / instead of \\ between segments.";
  return "Remove spaces and invisible characters from the topic name. Write %20 for a space.";
}

function segmentsProblem(address: string): string | null {
  if (address === "/") return null;
  const segments = address.slice(1).split("/");
  if (segments.at(-1) === "") segments.pop();
  for (const [index, segment] of segments.entries()) {
    const problem = segmentProblem(segment, index === segments.length - 1);
    if (problem !== null) return problem;
  }
  return null;
}

function segmentProblem(segment: string, isLast: boolean): string | null {
  if (segment === "") return "Remove the empty segment: two slashes follow each other.";
  if (segment.includes("*")) {
    if (segment !== "*") return `Use * as a whole segment, not as part of "${segment}".`;
    return isLast ? null : "Move * to the end: it stands for everything that follows.";
  }
  if (/[{}]/.test(segment)) return parameterProblem(segment);
  const decoded = decodeSegment(segment);
  if (decoded === null) return `Correct the percent-encoding in "${segment}", for example %20 for a space.`;
  if (decoded === "." || decoded === "..") return `Remove the segment "${segment}": clients resolve it away.`;
  if (decoded.includes("/"))
    return `Write a slash between segments instead of %2F in "${segment}": requests with one are refused.`;
  if (CONTROL_CHARACTER.test(decoded)) return `Remove the encoded control character from "${segment}".`;
  return null;
}

function parameterProblem(segment: string): string | null {
  const opening = segment.split("{").length;
  if (opening !== segment.split("}").length) return `Balance the braces in "${segment}".`;
  const name = segmentParameter(segment);
  if (name === null) return `Make the parameter a whole segment, such as /{id}/, instead of "${segment}".`;
  if (name === "") return "Name the parameter between the braces, for example {roomID}.";
  if (PARAMETER_NAME.test(name)) return null;
  return `Rename the parameter {${name}}: letters, digits and _ only, and no digit first.`;
}

function repeatedParameterProblem(address: string): string | null {
  const names = address.split("/").flatMap((segment) => segmentParameter(segment) ?? []);
  if (addressParameters(address).length === names.length) return null;
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  return `Give each parameter a name of its own: {${repeated}} appears twice.`;
}
