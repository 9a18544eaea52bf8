// The headers that make a request a handshake.

/** Headers of every handshake, in any case of letters: the client writes them, the gateway judges them as such. */
export const OF_EVERY_HANDSHAKE =
  /^(host|connection|upgrade|content-length|transfer-encoding|sec-websocket-.*)$/i;
