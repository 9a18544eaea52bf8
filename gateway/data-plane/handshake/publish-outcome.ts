// Tells of a handshake: that it came as far as its backend, for whoever records traces, or that it was refused.
import { type HandshakeDone, publish } from "#gateway/data-plane/connections/channels.ts";
import type { Admitted } from "#gateway/data-plane/handshake/admission.ts";
import type { Caller } from "#gateway/data-plane/handshake/backend-request.ts";
import { withoutSecretParameters } from "#gateway/data-plane/http/recorded-path.ts";
import type { Refusal } from "#gateway/data-plane/http/refusal.ts";

/** When the backend was dialled, and under which trace. */
export type DialTimes = Pick<HandshakeDone, "trace" | "startedAtMs" | "endedAtMs">;

/** `refusal` is null where it got its 101. */
export function publishDone(
  times: DialTimes,
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

/** Whoever listens must be quick: the client has not got its answer yet. */
export function publishRefused({ connectionId, origin, path, attemptId }: Caller, refusal: Refusal): void {
  const topic = refusal.about?.topic ?? null;
  publish("sluice:handshake.refused", {
    connectionId,
    status: refusal.status,
    code: refusal.code,
    why: refusal.detail,
    upstreamStatus: refusal.extras.upstreamStatus ?? null,
    apiId: refusal.about?.apiId ?? null,
    topic,
    path: withoutSecretParameters(path, topic ?? ""),
    attemptId,
    retryAfterSeconds: retrySecondsOf(refusal),
    cause: refusal.extras.cause ?? null,
    clientAddress: origin.clientAddress,
  });
}

/** What the client is told of when to come again (RFC 9110 section 10.2.3), where that is a number of seconds. */
function retrySecondsOf({ extras }: Refusal): number | null {
  const passed = extras.passed?.fields.find(({ name }) => name.toLowerCase() === "retry-after")?.value;
  const told = extras.headers?.["Retry-After"] ?? passed ?? "";
  return /^\d{1,6}$/.test(told) ? Number(told) : null;
}
