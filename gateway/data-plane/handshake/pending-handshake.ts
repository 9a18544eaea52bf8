// One handshake, from its request to its connection or its refusal. Here stands which passes it goes through, and in
// which order; what each of them does: passes.ts.
import type { Socket } from "node:net";
import type { Caller } from "#gateway/data-plane/handshake/backend-request.ts";
import type { HandshakeWorker } from "#gateway/data-plane/handshake/handshake-worker.ts";
import { Passes } from "#gateway/data-plane/handshake/pass.ts";
import {
  type Answered,
  admitClient,
  answer,
  type Dialled,
  dial,
  findRoom,
  type Judged,
  judgeAgain,
  readHead,
  reserve,
  routeToTopic,
  wantedBy,
} from "#gateway/data-plane/handshake/passes.ts";
import { publishDone } from "#gateway/data-plane/handshake/publish-outcome.ts";
import { gatewayFault } from "#gateway/data-plane/http/own-trouble.ts";
import { withoutSecretParameters } from "#gateway/data-plane/http/recorded-path.ts";
import { Refusal } from "#gateway/data-plane/http/refusal.ts";
import { type RawRequest, valuesOf } from "#gateway/data-plane/http/request-head.ts";
import { reservedFor } from "#gateway/data-plane/limits/reservations.ts";

/** The passes of a handshake, in their order. The first Refusal is the client's answer. */
const PASSES = {
  /** At once: nothing here waits for a database or a lock. Only the last one takes what is to be given back. */
  judge: new Passes(findRoom).next(readHead).next(routeToTopic).next(admitClient).next(reserve),
  /** Takes its time; meanwhile the client may leave, the worker begin to drain, and the routes change. */
  dial,
  /** At once again; behind it the connection is open. */
  answer: new Passes(judgeAgain).next(answer),
} as const;

/** Judged at once, dialled where it may pass, then over: nothing is done twice, whoever comes first. */
type State =
  | { readonly name: "judging" | "over" }
  | { readonly name: "dialling"; readonly judged: Judged; readonly abandon: () => void };

/** A client that has asked for a connection and has no answer yet. */
export class PendingHandshake {
  #state: State = { name: "judging" };
  readonly #worker: HandshakeWorker;
  readonly #socket: Socket;
  readonly #caller: Caller;

  constructor(worker: HandshakeWorker, socket: Socket, caller: Caller) {
    this.#worker = worker;
    this.#socket = socket;
    this.#caller = caller;
  }

  /** Goes through the passes; `clientHead` are the bytes behind the request. */
  perform(request: RawRequest, clientHead: Buffer): void {
    const arrival = { worker: this.#worker, request, caller: this.#caller };
    const judged = safely(() => PASSES.judge.run(arrival));
    if (judged instanceof Refusal) {
      this.#refuse(judged);
      return;
    }
    const abandon = PASSES.dial(judged, (dialled, times) => {
      this.#settle();
      const answered = dialled instanceof Refusal ? dialled : safely(() => PASSES.answer.run(dialled));
      publishDone(times, judged.admitted, this.#caller, answered instanceof Refusal ? answered : null);
      if (!(answered instanceof Refusal)) this.#open(answered, clientHead);
      else if (dialled instanceof Refusal) this.#refuseJudged(judged, answered);
      else this.#refuseDialled(dialled, answered);
    });
    if (this.#state.name === "judging") this.#wait(judged, abandon);
  }

  /** Refuses it although its backend has not answered; does nothing where that has just happened. */
  giveUp(refusal: Refusal): void {
    const judged = this.#abandonDial();
    if (judged !== null) this.#refuseJudged(judged, refusal);
  }

  readonly #onClientGone = (): void => {
    const judged = this.#abandonDial();
    if (judged !== null) this.#release(judged);
  };

  #wait(judged: Judged, abandon: () => void): void {
    this.#state = { name: "dialling", judged, abandon };
    this.#worker.dialling.add(this);
    this.#worker.waiting.enter(judged.admitted.api.record.apiId, this.#caller.origin.clientAddress);
    // A FIN alone is no leaving: who will say no more still gets its answer.
    this.#socket.on("close", this.#onClientGone);
    // Nobody reads yet, but the client's leaving has to be noticed.
    this.#socket.read(0);
  }

  /** Ends the waiting, where there is any. */
  #settle(): void {
    const state = this.#state;
    this.#state = { name: "over" };
    if (state.name !== "dialling") return;
    this.#worker.dialling.delete(this);
    this.#worker.waiting.leave(state.judged.admitted.api.record.apiId, this.#caller.origin.clientAddress);
    this.#socket.off("close", this.#onClientGone);
  }

  /** Dials no more; null where it was not dialling. What was reserved is still to be given back. */
  #abandonDial(): Judged | null {
    const state = this.#state;
    if (state.name !== "dialling") return null;
    this.#settle();
    state.abandon();
    return state.judged;
  }

  #release(judged: Judged): void {
    this.#worker.live.reservations.release(reservedFor(wantedBy(judged)));
  }

  #refuse(refusal: Refusal): void {
    this.#worker.refuse(this.#socket, this.#caller, refusal);
  }

  #refuseJudged(judged: Judged, refusal: Refusal): void {
    this.#release(judged);
    const { api, topic } = judged.admitted;
    refusal.about ??= { apiId: api.record.apiId, topic: topic.address };
    this.#refuse(refusal);
  }

  #refuseDialled(dialled: Dialled, refusal: Refusal): void {
    dialled.reached.backend.socket.on("error", ignoreError).destroy();
    dialled.reached.place.leave();
    this.#refuseJudged(dialled, refusal);
  }

  /** From here on it is a connection, which looks after its own end. */
  #open({ admitted, reached, response }: Answered, clientHead: Buffer): void {
    const client = this.#socket;
    const { connectionId: id, origin, path, attemptId } = this.#caller;
    const { api, topic, grant } = admitted;
    const { fields } = reached.head;
    const extensions = valuesOf(fields, "sec-websocket-extensions").join(", ") || null;
    client.cork();
    client.write(response, "latin1");
    client.off("error", ignoreError);
    this.#worker.room.leave(client);
    this.#worker.live.open(
      {
        id,
        clientAddress: origin.clientAddress,
        path: withoutSecretParameters(path, topic.address),
        openedAtMs: this.#worker.now(),
        api,
        topic,
        grant,
        place: reached.place,
        dialMs: reached.dialMs,
        subprotocol: valuesOf(fields, "sec-websocket-protocol")[0] ?? null,
        extensions,
        attemptId,
      },
      {
        client,
        clientHead,
        backend: reached.backend,
        backendHead: reached.rest,
        extensions,
        randomBytes: this.#worker.randomBytes,
      },
    );
    client.uncork();
  }
}

/** What throws while a request is judged is a refusal too. */
function safely<Found>(judge: () => Found | Refusal): Found | Refusal {
  try {
    return judge();
  } catch (error) {
    return gatewayFault(error);
  }
}

/** A socket's "close" follows and is what counts; without a listener the error would end the process. */
export function ignoreError(): void {}
