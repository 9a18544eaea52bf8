// The path that a client asked for, as it may be kept: no query, and nothing in it that looks like a secret. Clients
// misspell URLs, so a query with a key may stand behind `%3F`, `;` or `&`, and a key in place of a segment. Pure.

/** Longest path that is kept, in characters. */
const mostKept = 512;
/** What stands for a secret. */
const hidden = "***";

/** Scheme and authority of a target in absolute form, where a password may stand. */
const authority = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i;
/** A query or a fragment begins here, encoded once or more often or not at all. */
const queryStart = /[?#]|%(?:25)*(?:3f|23)/i;
/** Names of parameters whose value is nobody's business. */
const secretName =
  /key|token|secret|passw|pwd|auth|credential|session|sid$|jwt|signature|^sig$|^code$|bearer|ticket/i;
/** Sluice's own keys, and JSON Web Tokens. */
const secretText = /slt_[\w-]+|eyJ[\w-]{8,}\.[\w-]+(?:\.[\w-]*)?/;
const plain = /^[\w/.-]*$/;

/** The path of a request target in any form; empty where it has none. */
export function recordedPath(target: string): string {
  const withoutAuthority = target.replace(authority, "");
  const [path = ""] = withoutAuthority.split(queryStart, 1);
  const shown = path.split("/").map(shownSegment).join("/");
  return shown.length > mostKept ? `${shown.slice(0, mostKept)}…` : shown;
}

/** The same, less the values of those parameters of the topic's address whose names say that they are secret. */
export function withoutSecretParameters(path: string, topicAddress: string): string {
  const names = topicAddress.split("/");
  if (topicAddress.includes("*") || !names.some(isSecretParameter)) return path;
  const segments = path.replace(/\/$/, "").split("/");
  const offset = segments.length - names.length;
  return segments
    .map((segment, index) => (isSecretParameter(names[index - offset] ?? "") ? hidden : segment))
    .join("/");
}

function isSecretParameter(segment: string): boolean {
  return [...segment.matchAll(/\{([^}]*)\}/g)].some(([, name = ""]) => secretName.test(name));
}

function shownSegment(segment: string): string {
  const isPlain = plain.test(segment);
  const text = isPlain ? segment : decoded(segment);
  if (secretText.test(text)) return hidden;
  if (isPlain) return segment;
  // Once a parameter of the segment is secret, its neighbours tell where a value ends no more reliably than it does.
  const at = text.search(/[;&=]/);
  if (at === -1) return segment;
  const pairs = text.split(/[;&]/).slice(0, 100);
  return pairs.some(isSecretPair) ? `${encodeURI(text.slice(0, nameStart(text)))}${hidden}` : segment;
}

function isSecretPair(pair: string): boolean {
  const at = pair.indexOf("=");
  return at !== -1 && secretName.test(pair.slice(0, at));
}

/** Where the first parameter of a segment begins: behind its name proper, if it has one. */
function nameStart(text: string): number {
  const separator = text.search(/[;&]/);
  return separator === -1 || text.indexOf("=") < separator ? 0 : separator + 1;
}

/** Percent-decoded twice at most, since proxies encode once more; broken encoding stays as it is. */
function decoded(segment: string): string {
  let text = segment;
  for (let round = 0; round < 2; round += 1) {
    try {
      text = decodeURIComponent(text);
    } catch {
      return text;
    }
  }
  return text;
}
