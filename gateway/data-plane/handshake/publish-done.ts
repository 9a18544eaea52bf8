// Tells of a handshake that came as far as its backend, for whoever records traces.
import { type HandshakeDone, publish } from "#gateway/data-plane/connections/channels.ts";
import type { Admitted } from "#gateway/data-plane/handshake/admission.ts";
import type { Caller } from "#gateway/data-plane/handshake/backend-request.ts";
import type { Refusal } from "#gateway/data-plane/http/refusal.ts";

/** `refusal` is null where it got its 101. */
export function publishDone(
  times: Pick<HandshakeDone, "trace" | "startedAtMs" | "endedAtMs">,
  { api, topic }: Admitted,
  caller: Caller,
  refusal: Refusal | null,
): void {
  publish("sluice:handshake.done", {
    connectionId: caller.connectionId,
    ...times,

    apiName: api.record.name,
    apiVersion: api.record.version,
    topic: topic.address,
    clientAddress: caller.origin.clientAddress,
    status: refusal?.status ?? 101,
    code: refusal?.code ?? null,
  });
}
