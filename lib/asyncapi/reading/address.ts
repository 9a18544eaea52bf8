// Where each part of a document stands on its page: ids made of names, so that a link lasts while the names do.

/**
 * Ids of the parts, the whole in front of its parts: `operation-say.reply.said.payload.user`. Each name is one step, whatever
 * is in it, so no two parts have one id, and what begins with an id and a point is within that part.
 */
export const address = {
  info: "info",
  server: (key: string) => `server-${step(key)}`,
  channel: (key: string) => `channel-${step(key)}`,
  /** A parameter of a topic's address, a variable of a server. */
  parameter: (whole: string, name: string) => `${whole}.parameter-${step(name)}`,
  operation: (key: string) => `operation-${step(key)}`,
  message: (holder: string, key: string) => `${holder}.${TAKEN.test(key) ? "~" : ""}${step(key)}`,
  reply: (operation: string) => `${operation}.reply`,
  /** A schema of the document's own. */
  schema: (name: string) => `schema-${step(name)}`,
  /** Headers or payload of a message, a property or an alternative of a schema; the name is a step already. */
  part: (whole: string, name: string) => `${whole}.${name}`,
};

/** A point would read as one level more; `~0` and `~1` as in a JSON Pointer. */
export function withoutPoints(name: string): string {
  return name.replaceAll("~", "~0").replaceAll(".", "~1");
}

/** Other parts of an operation or a topic have these names. */
const TAKEN = /^(?:reply|query|headers|parameter-.*)$/s;

/** Ids have no spaces. */
function step(name: string): string {
  return withoutPoints(name)
    .replaceAll(" ", "~2")
    .replace(/\s/g, (other) => `~3${other.charCodeAt(0).toString(16)}~`);
}

/** An id as it was when keys stood in it as they are: there are links to `channel-user.signedup`. */
export function unescapedAddress(id: string): string {
  return id.replaceAll("~2", " ").replaceAll("~1", ".").replaceAll("~0", "~");
}

/** The link to an address on the same page. */
export function linkTo(place: string): string {
  // Half a character cannot be encoded; a page has U+FFFD in its place.
  return `#${encodeURIComponent(place.toWellFormed())}`;
}
