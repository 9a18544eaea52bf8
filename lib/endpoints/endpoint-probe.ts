// What a test of a backend endpoint found: a real WebSocket handshake, told in words.

export type EndpointProbe = {
  readonly verdict: "accepted" | "refused" | "unreachable" | "timeout" | "not_websocket" | "forbidden";
  /** One sentence: what happened and what to do. */
  readonly message: string;
  readonly durationMs: number;
  /** Facts for the curious: status line, subprotocol, TLS version. */
  readonly details: readonly string[];
};
