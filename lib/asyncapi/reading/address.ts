// Where a topic or a schema stands on the page of a document.

/** Id of a channel's heading. */
export function channelAnchor(key: string): string {
  return `channel-${key}`;
}

/** Id of a schema's entry. */
export function schemaAnchor(name: string): string {
  return `schema-${name}`;
}
