// Dials a backend: connects, sends the upgrade request, judges the answer, all within one deadline. The client gets
// its own answer only after this: a refused backend is an HTTP status, not a WebSocket that closes at once.

import { AnswerBody } from "#gateway/data-plane/http/answer-body.ts";
import { gatewayFault, outOfSockets } from "#gateway/data-plane/http/own-trouble.ts";
import { passedAnswer } from "#gateway/data-plane/http/passed-answer.ts";
import { loopDetected, type PassedAnswer, Refusal } from "#gateway/data-plane/http/refusal.ts";
import {
  findHandshakeProblem,
  type ResponseHead,
  ResponseHeadReader,
} from "#gateway/data-plane/http/response-head.ts";
import { BackendSocket, type SocketTarget } from "#gateway/data-plane/sockets/backend-socket.ts";
import { shortageBehind } from "#gateway/data-plane/sockets/shortage.ts";
import { EGRESS_FORBIDDEN } from "#lib/egress/guarded-lookup.ts";
import type { PassRules } from "#lib/routes/route-record.ts";

/** Time for the body of a refusal that is passed on, in milliseconds: another backend may be waiting for its turn. */
const BODY_TIMEOUT_MS = 2_000;

/** What to dial and what to say. */
export type DialRequest = SocketTarget & {
  /** The upgrade request, as from `backendRequestHead`. */
  readonly requestHead: string;
  /** Sec-WebSocket-Key within it. */
  readonly key: string;
  /** Subprotocols within it. */
  readonly protocols: readonly string[];
  /** Sec-WebSocket-Extensions within it; null where there is none. */
  readonly extensions: string | null;
  /** What becomes of an answer other than 101. */
  readonly backendRefusals: PassRules["backendRefusals"];
  /** Time for name resolution, connecting and TLS, in milliseconds. */
  readonly connectTimeoutMs: number;
  /** Milliseconds of a clock that never goes back. */
  readonly monotonicNow: () => number;
  /** Time for these and the answer together, in milliseconds. */
  readonly timeoutMs: number;
};

/** A backend that said 101. */
export type Dialled = {
  readonly backend: BackendSocket;
  readonly head: ResponseHead;
  /** What came behind the head: the first frames of a backend that speaks first. May be empty. */
  readonly rest: Buffer;
};

/** Why there is none, and whether the backend had been sent the request: before that it knows nothing of the client. */
export type DialFailure = { readonly refusal: Refusal; readonly wasAsked: boolean };

/**
 * Dials; `done` is called once, with the open backend or with why there is none. The returned function gives up:
 * nothing is called after it, and the socket is destroyed.
 */
export function dial(request: DialRequest, done: (outcome: Dialled | DialFailure) => void): () => void {
  const attempt = new DialAttempt(request, done);
  return () => attempt.abandon();
}

type RefusedAnswer = { readonly head: ResponseHead; readonly body: AnswerBody };

class DialAttempt {
  readonly #request: DialRequest;
  readonly #done: (outcome: Dialled | DialFailure) => void;
  readonly #reader = new ResponseHeadReader();
  readonly #backend: BackendSocket;
  readonly #startedAtMs: number;
  #deadline: NodeJS.Timeout;
  readonly #onError = (error: NodeJS.ErrnoException): void => this.#gone(unreachable(error));
  readonly #onGone = (): void => this.#gone(brokenHandshake("closed without an answer"));
  #isOver = false;
  #wasAsked = false;
  /** An answer other than 101 whose body is being read, to be passed on. */
  #refused: RefusedAnswer | null = null;

  constructor(request: DialRequest, done: (outcome: Dialled | DialFailure) => void) {
    this.#request = request;
    this.#done = done;
    this.#backend = new BackendSocket(request, this);
    this.#startedAtMs = request.monotonicNow();
    const onTimeout = (): void => this.#gone(timedOut());
    const { socket } = this.#backend;
    socket.on("error", this.#onError).on("end", this.#onGone).on("close", this.#onGone);
    socket.once(request.endpoint.isTls ? "secureConnect" : "connect", () => {
      clearTimeout(this.#deadline);
      this.#deadline = setTimeout(onTimeout, this.#leftMs());
      this.#wasAsked = true;
      socket.write(request.requestHead, "latin1");
    });
    this.#deadline = setTimeout(onTimeout, Math.min(request.connectTimeoutMs, request.timeoutMs));
  }

  /** Takes the answer's bytes, as the socket's sink. */
  receive(chunk: Buffer): void {
    if (this.#isOver) return;
    try {
      this.#read(chunk);
    } catch (error) {
      this.#fail(gatewayFault(error));
    }
  }

  #read(chunk: Buffer): void {
    if (this.#refused !== null) {
      this.#readRefused(this.#refused, chunk);
      return;
    }
    const progress = this.#reader.read(chunk);
    if (progress.kind === "incomplete") return;
    if (progress.kind === "complete" && this.#isPassedOn(progress.head)) {
      this.#refused = { head: progress.head, body: new AnswerBody(progress.head) };
      clearTimeout(this.#deadline);
      this.#deadline = setTimeout(() => this.#gone(timedOut()), Math.min(BODY_TIMEOUT_MS, this.#leftMs()));
      this.#readRefused(this.#refused, progress.rest);
      return;
    }
    const refusal =
      progress.kind === "malformed" ? brokenHandshake(progress.problem) : this.#judge(progress.head);
    if (refusal !== null) this.#fail(refusal);
    else if (progress.kind === "complete") this.#succeed(progress.head, progress.rest);
  }

  /** A loop is the gateway's own finding, whichever gateway found it. */
  #isPassedOn({ status }: ResponseHead): boolean {
    return status !== 101 && status !== 508 && this.#request.backendRefusals === "pass_on";
  }

  #readRefused({ head, body }: RefusedAnswer, chunk: Buffer): void {
    body.read(chunk);
    if (body.isComplete) this.#passOn(head, body);
  }

  #passOn(head: ResponseHead, body: AnswerBody): void {
    const { remoteAddress = "" } = this.#backend.socket;
    const hosts = [this.#request.endpoint.hostname.toLowerCase(), remoteAddress.replace(/^::ffff:/i, "")];
    const passed = passedAnswer(
      head,
      body.bytes,
      hosts.filter((host) => host !== ""),
    );
    this.#fail(refusedBy(head.status, passed));
  }

  /** The backend says no more: what it has said counts, where it has said anything. */
  #gone(refusal: Refusal): void {
    if (this.#isOver || this.#refused === null) {
      this.#fail(refusal);
      return;
    }
    const { head, body } = this.#refused;
    body.end();
    this.#passOn(head, body);
  }

  #leftMs(): number {
    return this.#request.timeoutMs - (this.#request.monotonicNow() - this.#startedAtMs);
  }

  #judge(head: ResponseHead): Refusal | null {
    if (head.status !== 101) return refusedBy(head.status);
    const { key, protocols, extensions } = this.#request;
    const problem = findHandshakeProblem(head, key, protocols, extensions);
    return problem === null ? null : brokenHandshake(problem);
  }

  #succeed(head: ResponseHead, rest: Buffer): void {
    this.#finish();
    const { socket } = this.#backend;
    this.#done({ backend: this.#backend, head, rest });
    // Only now: whoever took the socket over is listening.
    socket.off("error", this.#onError).off("end", this.#onGone).off("close", this.#onGone);
  }

  abandon(): void {
    if (this.#isOver) return;
    this.#finish();
    this.#backend.socket.destroy();
  }

  #fail(refusal: Refusal): void {
    if (this.#isOver) return;
    this.#finish();
    this.#backend.socket.destroy();
    this.#done({ refusal, wasAsked: this.#wasAsked });
  }

  #finish(): void {
    this.#isOver = true;
    clearTimeout(this.#deadline);
  }
}

function timedOut(): Refusal {
  return new Refusal("backend_timeout", "The backend did not answer in time. Try again later.");
}

/** `cause` is for the operator: it names an address. */
export function forbidden(cause: string): Refusal {
  const detail = "This gateway may not dial the backend's address. Its operator decides that.";
  return new Refusal("backend_forbidden", detail, { cause });
}

function unreachable(error: NodeJS.ErrnoException): Refusal {
  if (error.code === EGRESS_FORBIDDEN) return forbidden(error.message);
  const shortage = shortageBehind(error);
  if (shortage !== null) return outOfSockets(shortage);
  const cause = error.code ?? error.message;
  return new Refusal("backend_unreachable", "The backend cannot be reached. Try again later.", { cause });
}

function brokenHandshake(cause: string): Refusal {
  const detail = "The backend's answer to the handshake was not valid WebSocket.";
  return new Refusal("backend_bad_handshake", detail, { cause });
}

function refusedBy(upstreamStatus: number, passed?: PassedAnswer): Refusal {
  // The gateway at the end of a loop says so, and so does every one on the way back.
  if (upstreamStatus === 508) return loopDetected({ upstreamStatus });
  const detail = `The backend answered the handshake with HTTP status ${upstreamStatus}.`;
  return new Refusal("backend_refused", detail, { upstreamStatus, ...(passed && { passed }) });
}
