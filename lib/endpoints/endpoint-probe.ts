// What a test of a backend endpoint found: a real WebSocket handshake, told in words. Pure.
import { z } from "zod";

export const endpointProbeSchema = z.object({
  verdict: z.enum(["accepted", "refused", "unreachable", "timeout", "not_websocket", "forbidden"]),
  /** One sentence: what happened and what to do. */
  message: z.string(),
  durationMs: z.number(),
  /** Facts for the curious: status line, subprotocol, TLS version. */
  details: z.array(z.string()).readonly(),
});

export type EndpointProbe = Readonly<z.output<typeof endpointProbeSchema>>;
