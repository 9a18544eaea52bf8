// The passes of a handshake, one by one: each goes on from what those before it have found, and a Refusal ends the
// handshake. Their order stands in pending-handshake.ts.
import {
  dialEndpoint,
  type EndpointRequest,
  type Reached,
} from "#gateway/data-plane/backends/backend-dialer.ts";
import { areTracesRecorded } from "#gateway/data-plane/connections/channels.ts";
import {
  type Admitted,
  admit,
  backendPathOf,
  findRoute,
  type Route,
  routeAndAdmit,
} from "#gateway/data-plane/handshake/admission.ts";
import {
  backendRequestHead,
  type Caller,
  clientResponseHead,
} from "#gateway/data-plane/handshake/backend-request.ts";
import { type Asking, judgeDenial } from "#gateway/data-plane/handshake/deny-rules.ts";
import { extensionOffer } from "#gateway/data-plane/handshake/extension-offer.ts";
import type { HandshakeWorker } from "#gateway/data-plane/handshake/handshake-worker.ts";
import { overloaded, routingChanged } from "#gateway/data-plane/handshake/no-room.ts";
import type { DialTimes } from "#gateway/data-plane/handshake/publish-outcome.ts";
import { isStillKnown, leadsToTheSame } from "#gateway/data-plane/handshake/same-way.ts";
import { Refusal, unauthorized } from "#gateway/data-plane/http/refusal.ts";
import { type RawRequest, type RequestHead, readRequestHead } from "#gateway/data-plane/http/request-head.ts";
import { nextTraceContext, type TraceContext } from "#gateway/data-plane/http/trace-context.ts";
import { budgetOwners, reservedFor, type Wanted } from "#gateway/data-plane/limits/reservations.ts";
import type { PoolBackend } from "#gateway/data-plane/routing/pool-route.ts";

/** A request as it comes in. */
export type Arrival = {
  readonly worker: HandshakeWorker;
  readonly request: RawRequest;
  readonly caller: Caller;
};
type WithHead = Arrival & { readonly head: RequestHead };
type Routed = WithHead & { readonly route: Route };
/** A request that may go on to its backend. */
export type Judged = WithHead & { readonly admitted: Admitted };
/** A request whose backend has said 101. */
export type Dialled = Judged & { readonly reached: Reached };
/** A client that may have its 101, which is `response`; judged by the routes as they are now. */
export type Answered = Dialled & { readonly response: string };

/** Is there room for anybody? Before anything of the request costs time. */
export function findRoom(arrival: Arrival): Arrival | Refusal {
  return arrival.worker.findNoRoom() ?? arrival;
}

/** Bounds and form of the head. */
export function readHead(arrival: Arrival): WithHead | Refusal {
  const head = readRequestHead(arrival.request);
  return head instanceof Refusal ? head : { ...arrival, head };
}

/** Path to API and topic. */
export function routeToTopic(from: WithHead): Routed | Refusal {
  const found = findRoute(from.head, from.worker.table);
  return found instanceof Refusal ? found : { ...from, route: found };
}

/** Credential, state of the API, origin, and which pool it leads to. A credential that nobody knows counts as a guess. */
export function admitClient(from: Routed): Judged | Refusal {
  const { table, failedCredentials } = from.worker;
  const { clientAddress } = from.caller.origin;
  const waitMs = failedCredentials.waitMs(clientAddress);
  const admitted = admit(from.head, from.route, table, askingOf(from), waitMs);
  if (!(admitted instanceof Refusal)) return { ...from, admitted };
  if (admitted.code === "credential_invalid") failedCredentials.add(clientAddress);
  return admitted;
}

function askingOf({ worker, caller }: Arrival): Asking {
  return { clientAddress: caller.origin.clientAddress, nowMs: worker.now() };
}

/** Makes room for the connection, which has to be given back where the handshake fails after all. */
export function reserve(judged: Judged): Judged | Refusal {
  const { worker, admitted, caller } = judged;
  const { apiId } = admitted.api.record;
  const full = worker.waiting.findFull(apiId, caller.origin.clientAddress);
  const noRoom = full ? overloaded(full) : worker.live.reservations.reserve(wantedBy(judged));
  if (noRoom === null) return judged;
  noRoom.about = { apiId, topic: admitted.topic.address };
  return noRoom;
}

/** The connection that a handshake is to become. */
export function wantedBy({ admitted: { api, topic, grant }, caller }: Judged): Wanted {
  return { api, topic, clientAddress: caller.origin.clientAddress, use: grant?.use ?? null };
}

type DialDone = (outcome: Dialled | Refusal, times: DialTimes) => void;

/**
 * Waits for the shares of plan, API and topic, redeems the ticket, where it was one that opens, and dials the backend. Calls `done` once,
 * later or at once. The returned function gives up: nothing is called after it.
 */
export function dial(judged: Judged, done: DialDone): () => void {
  const { worker, head } = judged;
  const startedAtMs = worker.now();
  const trace = nextTraceContext(head.fields, worker.randomBytes, areTracesRecorded());
  const finish = (outcome: Dialled | Refusal) =>
    done(outcome, { trace, startedAtMs, endedAtMs: worker.now() });
  const wanted = wantedBy(judged);
  let giveUpDial: (() => void) | null = null;
  // Before the ticket is redeemed: who is refused for want of a share may come again with it.
  const giveUpWaiting = worker.budgets.whenSettled(budgetOwners(reservedFor(wanted)), () => {
    const refusal = worker.live.reservations.judgeShare(wanted);
    if (refusal === null) giveUpDial = redeemAndDial(judged, trace, finish);
    else finish(refusal);
  });
  return () => {
    giveUpWaiting();
    giveUpDial?.();
  };
}

function redeemAndDial(
  judged: Judged,
  trace: TraceContext,
  done: (outcome: Dialled | Refusal) => void,
): () => void {
  const { worker, admitted } = judged;
  const ticket = admitted.grant?.ticket;
  if (ticket === undefined) return dialBackend(judged, trace, done);
  let isGivenUp = false;
  let giveUpDial: (() => void) | null = null;
  worker.redeem(ticket, (isFirst) => {
    if (isGivenUp) return;
    if (isFirst) giveUpDial = dialBackend(judged, trace, done);
    else
      done(
        unauthorized("ticket_used", "The ticket has opened a connection already: get a new one for each."),
      );
  });
  return () => {
    isGivenUp = true;
    giveUpDial?.();
  };
}

function dialBackend(
  judged: Judged,
  trace: TraceContext,
  done: (outcome: Dialled | Refusal) => void,
): () => void {
  return dialEndpoint(judged.worker.dialing, endpointRequest(judged, trace), (outcome) =>
    done(outcome instanceof Refusal ? outcome : { ...judged, reached: outcome }),
  );
}

function endpointRequest({ head, admitted, caller }: Judged, trace: TraceContext): EndpointRequest {
  return {
    route: admitted.pool,
    requestHead: (backend: PoolBackend) => {
      const path = backendPathOf(admitted, backend);
      return path && backendRequestHead(head, admitted, { backend, path }, caller, trace);
    },
    key: head.key,
    protocols: admitted.forwardable.protocols,
    extensions: extensionOffer(admitted),
    backendRefusals: admitted.api.record.passRules.backendRefusals,
    timeoutMs: admitted.api.record.limits.backendTimeoutMs,
  };
}

/** While the backend was dialled, the API may have gone or changed, and the credential been revoked. */
export function judgeAgain(dialled: Dialled): Dialled | Refusal {
  const { worker, head, admitted: former, reached } = dialled;
  const { table } = worker;
  const asking = askingOf(dialled);
  const isSame = table.findApi(former.api.record.apiId) === former.api && isStillKnown(former, table);
  if (isSame && judgeDenial(asking, former, table.consumers) === null) return dialled;
  const admitted = routeAndAdmit(head, table, asking);
  if (admitted instanceof Refusal) return admitted;
  return leadsToTheSame(admitted, former, reached.at) ? { ...dialled, admitted } : routingChanged();
}

/** Writes the client's 101. */
export function answer(dialled: Dialled): Answered {
  const { head, admitted, reached, caller } = dialled;
  const response = clientResponseHead(head, admitted, reached.head, reached.at, caller.connectionId);
  return { ...dialled, response };
}
