// Where each part of a document stands on its page: ids made of names, so that a link lasts while the names do.

/** Ids of the parts, the whole in front of its parts: `operation-say.reply.said.payload.user`. */
export const address = {
  info: "info",
  server: (key: string) => `server-${key}`,
  channel: (key: string) => `channel-${key}`,
  /** A parameter of a topic's address, a variable of a server. */
  parameter: (whole: string, name: string) => `${whole}.parameter-${name}`,
  operation: (key: string) => `operation-${key}`,
  message: (operation: string, key: string) => `${operation}.${messageName(key)}`,
  reply: (operation: string) => `${operation}.reply`,
  /** A schema of the document's own. */
  schema: (name: string) => `schema-${name}`,
  /** Headers or payload of a message, a property or an alternative of a schema. */
  part: (whole: string, name: string) => `${whole}.${name}`,
};

/** A point would read as one level more; `~0` and `~1` as in a JSON Pointer. */
export function withoutPoints(name: string): string {
  return name.replaceAll("~", "~0").replaceAll(".", "~1");
}

/** Other parts of an operation or a topic have these names. */
const TAKEN = /^(?:reply|query|headers|parameter-.*)$/s;

/** Ids have no spaces. */
function messageName(key: string): string {
  return `${TAKEN.test(key) ? "~" : ""}${withoutPoints(key).replace(/\s/g, "~2")}`;
}

/** The link to an address on the same page. */
export function linkTo(place: string): string {
  // Half a character cannot be encoded; a page has U+FFFD in its place.
  return `#${encodeURIComponent(place.toWellFormed())}`;
}
