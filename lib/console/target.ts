// Where a console connects to: the address of a topic with everything filled in, and what is offered as subprotocols.

/** The non-secret subprotocol that the gateway answers where the backend chooses none: browsers demand an answer. */
export const PLAIN_PROTOCOL = "sluice.v1";
const TOKEN_PREFIX = "sluice.token.";

/** What a subprotocol may be made of (RFC 6455, section 4.1; RFC 2616, `token`). */
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/** The URL to dial; values are percent-encoded, empty query values left out. */
export function urlOf(topicUrl: string, query: ReadonlyMap<string, string>): string {
  const given = [...query].filter(([, value]) => value !== "");
  return given.length === 0 ? topicUrl : `${topicUrl}?${new URLSearchParams(given)}`;
}

/** True of what a person may name: the gateway's own carry a credential, or stand beside one. */
export function isOwnProtocol(name: string): boolean {
  return !name.toLowerCase().startsWith("sluice.");
}

/** What is offered: the person's own subprotocols, then the credential beside the one that is answered in its place. */
export function protocolsOf(own: readonly string[], credential: string | null): string[] {
  return credential === null ? [...own] : [...own, PLAIN_PROTOCOL, TOKEN_PREFIX + credential];
}

/** Whether a credential is among what is offered. */
export function hasCredential(offered: readonly string[]): boolean {
  return offered.some((name) => name.startsWith(TOKEN_PREFIX));
}

/** Subprotocols as typed, separated by commas or spaces; `problem` names the first that none can be called. */
export function readProtocols(typed: string): {
  readonly names: readonly string[];
  readonly problem: string | null;
} {
  const names = typed.split(/[\s,]+/).filter((name) => name !== "");
  const wrong = names.find((name) => !TOKEN.test(name));
  if (wrong !== undefined)
    return { names, problem: `"${wrong}" cannot be a subprotocol: use letters, digits and .-_` };
  const own = names.find((name) => !isOwnProtocol(name));
  if (own !== undefined)
    return {
      names,
      problem: "Names that begin with sluice. are the gateway's own: choose the credential above.",
    };
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  return { names, problem: twice === undefined ? null : `${twice} stands there twice.` };
}
