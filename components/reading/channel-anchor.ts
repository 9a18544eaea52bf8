// Where a topic stands on the page of a document.

/** Id of a channel's heading. */
export function channelAnchor(key: string): string {
  return `channel-${key}`;
}
