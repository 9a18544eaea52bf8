// Addresses of the pages of messages.

/** Where a message of a topic is edited; where a new one is made, without a message. */
export function messageHref(apiId: string, channelKey: string, messageKey: string | null): string {
  const query = new URLSearchParams({
    topic: channelKey,
    ...(messageKey === null ? {} : { message: messageKey }),
  });
  return `${topicsHref(apiId)}/message?${query}`;
}

export function topicsHref(apiId: string): string {
  return `/apis/${encodeURIComponent(apiId)}/topics`;
}
