// Sec-WebSocket-Extensions: reads it (RFC 6455 section 9.1) and judges whether an answer fits an offer. `ws` throws at what
// it cannot take, so that nothing may reach it that has not passed here.
import { splitList } from "#gateway/data-plane/http/request-head.ts";

/** One member of the list; a parameter without a value is true. */
export type Extension = {
  readonly name: string;
  readonly parameters: ReadonlyMap<string, string | true>;
};

export const DEFLATE = "permessage-deflate";

const TOKEN = "[!#$%&'*+\\-.^_`|~0-9A-Za-z]";
const VALUE = `${TOKEN}+|"(?:\\\\?${TOKEN})+"`;
const MEMBER = new RegExp(`^${TOKEN}+(?:[ \\t]*;[ \\t]*${TOKEN}+(?:=(?:${VALUE}))?)*$`);
const NO_TAKEOVER = /^(?:client|server)_no_context_takeover$/;
const WINDOW_BITS = /^(?:[89]|1[0-5])$/;

/** The members of an offer; null where it is malformed. Empty members are passed over, as in every list. */
export function parseOffer(offered: string): readonly Extension[] | null {
  return parseMembers(splitList([offered]));
}

/**
 * What is wrong with a backend's answer, or null. `values` are those of its fields, `offered` what it was offered, null
 * for nothing. An answer names each extension at most once, and only those that were offered; the parameters of
 * permessage-deflate have to be what one of its offers allows (RFC 7692 sections 5.1 and 7.1).
 */
export function findExtensionProblem(values: readonly string[], offered: string | null): string | null {
  if (values.length === 0) return null;
  const answer = parseMembers(values.flatMap((value) => value.split(",")).map((member) => member.trim()));
  if (answer === null) return "malformed Sec-WebSocket-Extensions";
  const offers = offered === null ? [] : (parseOffer(offered) ?? []);
  const names = new Set<string>();
  for (const extension of answer) {
    const { name } = extension;
    if (names.has(name)) return "an extension named twice";
    names.add(name);
    const ownOffers = offers.filter((offer) => offer.name === name);
    if (ownOffers.length === 0) return "an extension that was not offered";
    if (name === DEFLATE && !ownOffers.some((offer) => isDeflateAnswer(extension, offer)))
      return "parameters of permessage-deflate that were not offered";
  }
  return null;
}

function isDeflateAnswer({ parameters: answer }: Extension, { parameters: offer }: Extension): boolean {
  for (const [name, value] of answer) {
    if (NO_TAKEOVER.test(name)) {
      if (value !== true) return false;
    } else if (name === "client_max_window_bits") {
      if (!isWindow(value) || !offer.has(name) || !isAtMost(value, offer.get(name))) return false;
    } else if (name === "server_max_window_bits") {
      if (!isWindow(value) || !isAtMost(value, offer.get(name))) return false;
    } else return false;
  }
  // What a client asks of the server, the server agrees to or declines as a whole (RFC 7692 section 7.1).
  return ["server_no_context_takeover", "server_max_window_bits"].every(
    (name) => !offer.has(name) || answer.has(name),
  );
}

function isWindow(value: string | true): value is string {
  return value !== true && WINDOW_BITS.test(value);
}

function isAtMost(value: string, most: string | true | undefined): boolean {
  return most === undefined || most === true || Number(value) <= Number(most);
}

function parseMembers(members: readonly string[]): readonly Extension[] | null {
  const extensions: Extension[] = [];
  for (const member of members) {
    const extension = parseMember(member);
    if (extension === null) return null;
    extensions.push(extension);
  }
  return extensions;
}

/** Null where it is malformed, or has a parameter twice. */
function parseMember(text: string): Extension | null {
  if (!MEMBER.test(text)) return null;
  const [name = "", ...rest] = text.split(";").map((part) => part.trim());
  const parameters = new Map<string, string | true>();
  for (const part of rest) {
    const at = part.indexOf("=");
    const key = at === -1 ? part : part.slice(0, at);
    if (parameters.has(key)) return null;
    parameters.set(key, at === -1 ? true : part.slice(at + 1).replaceAll(/["\\]/g, ""));
  }
  return { name, parameters };
}
