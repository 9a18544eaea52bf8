// The handshake as passes in a fixed order: read the head, route and admit, dial the backend, and only then answer.
// Everything up to the dial is synchronous; nothing of it waits for a database or a lock.
import { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { type DialContext, dialEndpoint, type Reached } from "#gateway/data-plane/backends/backend-dialer.ts";
import { areTracesRecorded } from "#gateway/data-plane/connections/channels.ts";
import type { LiveConnections } from "#gateway/data-plane/connections/live-connections.ts";
import { type Admitted, admit, backendPathOf } from "#gateway/data-plane/handshake/admission.ts";
import {
  backendRequestHead,
  type Caller,
  clientResponseHead,
} from "#gateway/data-plane/handshake/backend-request.ts";
import { extensionOffer } from "#gateway/data-plane/handshake/extension-offer.ts";
import { draining, gatewayFull, overloaded, routingChanged } from "#gateway/data-plane/handshake/no-room.ts";
import { publishDone, publishRefused } from "#gateway/data-plane/handshake/publish-outcome.ts";
import { isStillKnown, leadsToTheSame } from "#gateway/data-plane/handshake/same-way.ts";
import { originOf } from "#gateway/data-plane/http/client-address.ts";
import { gatewayFault, outOfSockets } from "#gateway/data-plane/http/own-trouble.ts";
import { recordedPath, withoutSecretParameters } from "#gateway/data-plane/http/recorded-path.ts";
import { Refusal, refusalResponse } from "#gateway/data-plane/http/refusal.ts";
import {
  type RawRequest,
  type RequestHead,
  readRequestHead,
  valuesOf,
} from "#gateway/data-plane/http/request-head.ts";
import { nextTraceContext } from "#gateway/data-plane/http/trace-context.ts";
import { WaitingShares } from "#gateway/data-plane/limits/waiting-shares.ts";
import type { PoolBackend } from "#gateway/data-plane/routing/pool-route.ts";
import type { RoutingTable } from "#gateway/data-plane/routing/routing-table.ts";
import type { Lingering } from "#gateway/data-plane/sockets/lingering.ts";
import { SocketRoom } from "#gateway/data-plane/sockets/socket-room.ts";
import type { TrustedProxies } from "#lib/kernel/trusted-proxies.ts";

/** What handshakes need of their worker. */
export type UpgradeContext = {
  readonly table: RoutingTable;
  readonly live: LiveConnections;
  readonly lingering: Lingering;
  readonly dialing: DialContext;
  /** Most handshakes that wait for their backend at a time. */
  readonly maxPendingHandshakes: number;
  /** Most open connections of this worker; 0 for no limit. */
  readonly maxConnections: number;
  /** Most sockets of this worker, clients' and backends' together; null for no limit. */
  readonly maxSockets: number | null;
  /** Whose word on the client's address is believed. */
  readonly trustedProxies: TrustedProxies;
  /** Unix time in milliseconds. */
  readonly now: () => number;
  readonly randomBytes: (size: number) => Buffer;
};

/** A request that may go on to its backend. */
type Judged = { readonly head: RequestHead; readonly admitted: Admitted };

/** Performs the handshakes of one worker. */
export class Upgrades {
  #refused = 0;
  #isDraining = false;
  /** For each client whose backend is being dialled: gives up and refuses it. */
  readonly #pending = new Set<(refusal: Refusal) => void>();
  readonly #waiting: WaitingShares;
  /** Every client's socket is to enter it as it is accepted. */
  readonly room: SocketRoom;
  readonly #context: UpgradeContext;

  constructor(context: UpgradeContext) {
    this.#context = context;
    this.#waiting = new WaitingShares(context.maxPendingHandshakes);
    this.room = new SocketRoom(context.maxSockets, () => 2 * context.live.size + this.#waiting.taken);
  }

  /** Handshakes refused since the start, plain HTTP requests included. */
  get refused(): number {
    return this.#refused;
  }

  /** From now on every handshake gets 503, those included whose backend has not answered yet. */
  startDraining(): void {
    this.#isDraining = true;
    for (const giveUp of this.#pending) giveUp(draining());
  }

  /** Handles an upgrade request; `clientHead` are the bytes behind it. Never throws at what a client sends. */
  handle(request: RawRequest, socket: Duplex, clientHead: Buffer): void {
    socket.on("error", ignoreError);
    // Node's servers hand out nothing else; the check is for the compiler.
    if (!(socket instanceof Socket)) {
      socket.destroy();
      return;
    }
    const caller = this.#callerOf(socket, request);
    const outcome = this.#judgeSafely(request, caller);
    if (outcome instanceof Refusal) this.#refuse(socket, caller, outcome);
    else this.#dial(socket, clientHead, outcome.head, outcome.admitted, caller);
  }

  /** Judges a request; what throws there is a refusal too, with nothing reserved. */
  #judgeSafely(request: RawRequest, caller: Caller): Judged | Refusal {
    try {
      return this.#judge(request, caller);
    } catch (error) {
      return gatewayFault(error);
    }
  }

  /** Answers what could not be read as a request with a problem, and ends the socket. */
  refuseUnread(socket: Socket, refusal: Refusal): void {
    this.#refuse(socket, this.#callerOf(socket, null), refusal);
  }

  /** Counts and publishes the refusal of a request that somebody else answers; returns the id that it goes by. */
  countPlainRequest(request: RawRequest, socket: Socket, refusal: Refusal): string {
    const caller = this.#callerOf(socket, request);
    this.#countRefusal(caller, refusal);
    return caller.connectionId;
  }

  #refuse(socket: Socket, caller: Caller, refusal: Refusal): void {
    this.#countRefusal(caller, refusal);
    this.#context.lingering.finish(socket, refusalResponse(refusal, caller.connectionId));
  }

  #countRefusal(caller: Caller, refusal: Refusal): void {
    this.#refused += 1;
    const { cause, error } = refusal.extras;
    // The gateway's own limit of connections has no cause beside it.
    if (refusal.code === "gateway_full" && cause !== undefined) this.room.countShortage();
    this.#context.live.countRefusal(refusal);
    if (error !== undefined) this.#context.live.noteFailure(caller.connectionId, error);
    publishRefused(caller, refusal);
  }

  /** Why nobody is let in, whoever it is; judged before anything of the request costs time. */
  #findNoRoom(): Refusal | null {
    const { live, maxConnections } = this.#context;
    if (this.#isDraining) return draining();
    if (this.#waiting.isFull) return overloaded("gateway");
    if (this.room.isFull) return outOfSockets("open files");
    return maxConnections > 0 && live.size + this.#waiting.taken >= maxConnections ? gatewayFull() : null;
  }

  /** Where it lets a request pass, there is room for its connection, which a failed handshake has to give back. */
  #judge(request: RawRequest, caller: Caller): Judged | Refusal {
    const head = this.#findNoRoom() ?? readRequestHead(request);
    if (head instanceof Refusal) return head;
    const admitted = admit(head, this.#context.table, this.#context.now());
    if (admitted instanceof Refusal) return admitted;
    const { apiId } = admitted.api.record;
    const { clientAddress } = caller.origin;
    const full = this.#waiting.findFull(apiId, clientAddress);
    const noRoom = full ? overloaded(full) : this.#context.live.reserve(admitted.api, clientAddress);
    if (noRoom === null) return { head, admitted };
    noRoom.about = { apiId, topic: admitted.topic.address };
    return noRoom;
  }

  #dial(socket: Socket, clientHead: Buffer, head: RequestHead, admitted: Admitted, caller: Caller): void {
    const startedAtMs = this.#context.now();
    const trace = nextTraceContext(head.fields, this.#context.randomBytes, areTracesRecorded());
    const request = {
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
    const { apiId } = admitted.api.record;
    const settle = (): void => {
      if (this.#pending.delete(giveUp)) this.#waiting.leave(apiId, caller.origin.clientAddress);
      socket.off("close", onClientGone);
    };
    const onClientGone = (): void => {
      settle();
      abandon();
      this.#context.live.release(admitted.api, caller.origin.clientAddress);
    };
    const giveUp = (refusal: Refusal): void => {
      settle();
      abandon();
      refuse(refusal);
    };
    const refuse = (refusal: Refusal): void => {
      this.#context.live.release(admitted.api, caller.origin.clientAddress);
      refusal.about ??= { apiId: admitted.api.record.apiId, topic: admitted.topic.address };
      this.#refuse(socket, caller, refusal);
    };
    let isSettled = false;
    const abandon = dialEndpoint(this.#context.dialing, request, (outcome) => {
      isSettled = true;
      settle();
      const times = { trace, startedAtMs, endedAtMs: this.#context.now() };
      publishDone(times, admitted, caller, outcome instanceof Refusal ? outcome : null);
      if (outcome instanceof Refusal) refuse(outcome);
      else this.#open(socket, clientHead, head, admitted, caller, outcome);
    });
    if (isSettled) return;
    this.#pending.add(giveUp);
    this.#waiting.enter(apiId, caller.origin.clientAddress);
    // A FIN alone is no leaving: who will say no more still gets its answer.
    socket.on("close", onClientGone);
    // Nobody reads yet, but the client's leaving has to be noticed.
    socket.read(0);
  }

  #open(
    socket: Socket,
    clientHead: Buffer,
    head: RequestHead,
    former: Admitted,
    caller: Caller,
    dialled: Reached,
  ): void {
    const answer = this.#answer(head, former, caller, dialled);
    if (answer instanceof Refusal) {
      dialled.backend.socket.on("error", ignoreError).destroy();
      dialled.place.leave();
      this.#context.live.release(former.api, caller.origin.clientAddress);
      this.#refuse(socket, caller, answer);
      return;
    }
    const { admitted, response } = answer;
    socket.cork();
    socket.write(response, "latin1");
    socket.off("error", ignoreError);
    this.room.leave(socket);
    this.#context.live.open(
      {
        id: caller.connectionId,
        clientAddress: caller.origin.clientAddress,
        path: withoutSecretParameters(caller.path, admitted.topic.address),
        openedAtMs: this.#context.now(),
        api: admitted.api,
        topic: admitted.topic,
        credential: admitted.credential,
        place: dialled.place,
        dialMs: dialled.dialMs,
        subprotocol: valuesOf(dialled.head.fields, "sec-websocket-protocol")[0] ?? null,
      },
      {
        client: socket,
        clientHead,
        backend: dialled.backend,
        backendHead: dialled.rest,
        extensions: valuesOf(dialled.head.fields, "sec-websocket-extensions").join(", ") || null,
        randomBytes: this.#context.randomBytes,
      },
    );
    socket.uncork();
  }

  /** The 101 for the client, or why it gets none after all. */
  #answer(
    head: RequestHead,
    former: Admitted,
    caller: Caller,
    { at, head: backendHead }: Reached,
  ): { readonly admitted: Admitted; readonly response: string } | Refusal {
    try {
      const admitted = this.#judgeAgain(head, former, at);
      if (admitted instanceof Refusal) return admitted;
      return { admitted, response: clientResponseHead(head, admitted, backendHead, at, caller.connectionId) };
    } catch (error) {
      return gatewayFault(error);
    }
  }

  /** While the backend was dialled, the API may have gone or changed, and the credential been revoked. */
  #judgeAgain(head: RequestHead, former: Admitted, dialled: PoolBackend): Admitted | Refusal {
    const { table, now } = this.#context;
    if (table.findApi(former.api.record.apiId) === former.api && isStillKnown(former, table)) return former;
    const admitted = admit(head, table, now());
    if (admitted instanceof Refusal || leadsToTheSame(admitted, former, dialled)) return admitted;
    return routingChanged();
  }

  #callerOf(socket: Socket, request: RawRequest | null): Caller {
    return {
      // A name for the connection, from its first byte to its last log line.
      connectionId: this.#context.randomBytes(8).toString("hex"),
      origin: originOf(this.#context.trustedProxies, socket, request),
      path: recordedPath(request?.url ?? ""),
    };
  }
}

/** A socket's "close" follows and is what counts; without a listener the error would end the process. */
function ignoreError(): void {}
