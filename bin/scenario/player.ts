// Plays the steps of a scenario over sockets of Node's, one after the other, and says what was not as expected.
import type { IncomingMessage } from "node:http";
import { WebSocket } from "ws";
import { z } from "zod";
import type { ConsoleMessage } from "#lib/console/catalogue.ts";
import { jsonValue } from "#lib/console/json-text.ts";
import { type Recognised, recognise } from "#lib/console/recognised.ts";
import {
  bodyOfStep,
  DEFAULT_WITHIN_MS,
  differences,
  type Expectation,
  type ScenarioStep,
} from "#lib/console/scenario.ts";
import type { Body } from "#lib/console/transcript.ts";
import { withoutCredentials } from "#lib/console/without-credentials.ts";
import { countWords, shownBody } from "./step-words.ts";

/** How long an answer to a handshake is waited for. */
const HANDSHAKE_MS = 10_000;
/** Of a refusal's body no more is read, in characters. */
const LONGEST_REFUSAL = 16_384;

/** Messages that were not as expected are shown no more than this many. */
const MOST_NEAREST = 3;
const NEVER = Number.POSITIVE_INFINITY;

/** What came of a step. */
export type Played = {
  /** Lines of what was not as expected; empty where all was. */
  readonly wrong: readonly string[];
  /** Messages that the step was the first to skip. */
  readonly skipped: number;
};

/** What a connection has got. */
type Line = {
  readonly socket: WebSocket;
  /** What no step has looked at yet, the oldest first. */
  readonly received: Body[];
  /** What steps have skipped: for a later one that skips others, too. */
  readonly skipped: Body[];
  close: { readonly code: number; readonly reason: string } | null;
  wake: () => void;
};

/** How a handshake fared: `line` says why there is no connection. */
type Handshake =
  | { readonly kind: "opened" }
  | { readonly kind: "refused"; readonly refusal: Refusal }
  | { readonly kind: "failed"; readonly line: string };

/** An answer to a handshake that opens no connection. */
type Refusal = { readonly status: number; readonly code: string | null; readonly words: string };

export class Player {
  readonly #lines = new Map<string, Line>();
  /** Those included whose name was given to another after they were closed. */
  readonly #sockets = new Set<WebSocket>();
  readonly #url: string;
  readonly #isInsecure: boolean;
  readonly #messages: readonly ConsoleMessage[];

  constructor(
    url: string,
    { isInsecure, messages }: { isInsecure: boolean; messages: readonly ConsoleMessage[] },
  ) {
    this.#url = url;
    this.#isInsecure = isInsecure;
    this.#messages = messages;
  }

  /** Plays one step. */
  async play(step: ScenarioStep): Promise<Played> {
    if ("expect" in step && step.skipOthers) return this.#expectAmongOthers(step);
    return { wrong: await this.#wrongOf(step), skipped: 0 };
  }

  async #wrongOf(step: ScenarioStep): Promise<readonly string[]> {
    if ("connect" in step) return this.#connect(step);
    if ("expectRefused" in step) return this.#expectRefused(step);
    if ("send" in step) return this.#send(step);
    if ("expect" in step) return this.#expect(step);
    if ("expectClose" in step) return this.#expectClose(step);
    this.#lines.get(step.close)?.socket.close(1000);
    return this.#lines.has(step.close) ? [] : [unknown(step.close)];
  }

  end(): void {
    for (const socket of this.#sockets) socket.terminate();
  }

  async #connect(step: Extract<ScenarioStep, { connect: string }>): Promise<string[]> {
    const handshake = await this.#shakeHands(step.connect, step);
    if (handshake.kind === "opened") return [];
    return [
      handshake.kind === "refused"
        ? `${step.connect} was refused: ${handshake.refusal.words}`
        : handshake.line,
    ];
  }

  async #expectRefused(step: Extract<ScenarioStep, { expectRefused: string }>): Promise<string[]> {
    const handshake = await this.#shakeHands(step.expectRefused, step);
    if (handshake.kind === "failed") return [handshake.line];
    if (handshake.kind === "opened")
      return [`${step.expectRefused}: expected a refusal, but it was connected`];
    const { status, code, words } = handshake.refusal;
    const isOther = (wanted: unknown, found: unknown) => wanted !== undefined && wanted !== found;
    return [
      ...(isOther(step.status, status) ? [`status: expected ${step.status}, got ${words}`] : []),
      ...(isOther(step.code, code) ? [`code: expected ${step.code}, got ${words}`] : []),
    ];
  }

  async #shakeHands(
    name: string,
    { path, subprotocols }: { readonly path: string; readonly subprotocols: string[] },
  ): Promise<Handshake> {
    if (this.#lines.get(name)?.socket.readyState === WebSocket.OPEN) {
      const line = `${name} is connected already: close it in a step before this, or choose another name`;
      return { kind: "failed", line };
    }
    const address = path === "/" ? this.#url : this.#url.replace(/\/$/, "") + path;
    const key = process.env.KEY;
    const socket = new WebSocket(address, subprotocols, {
      ...(key ? { headers: { apikey: key } } : {}),
      rejectUnauthorized: !this.#isInsecure,
      handshakeTimeout: HANDSHAKE_MS,
    });
    this.#lines.set(name, lineOf(socket));
    this.#sockets.add(socket);
    return new Promise((resolve) => {
      socket.on("open", () => resolve({ kind: "opened" }));
      socket.on("unexpected-response", (request, response) => {
        void refusalOf(response).then((refusal) => {
          request.destroy();
          resolve({ kind: "refused", refusal });
        });
      });
      socket.on("error", (error) => {
        const line = `could not connect to ${withoutCredentials(address)}: ${error.message}`;
        resolve({ kind: "failed", line });
      });
    });
  }

  #send(step: Extract<ScenarioStep, { send: string }>): string[] {
    const line = this.#lines.get(step.send);
    if (!line) return [unknown(step.send)];
    if (line.socket.readyState !== WebSocket.OPEN) return [`${step.send} is not connected`];
    line.socket.send(bodyOfStep(step));
    return [];
  }

  async #expect(step: Extract<ScenarioStep, { expect: string }>): Promise<string[]> {
    const line = this.#lines.get(step.expect);
    if (!line) return [unknown(step.expect)];
    const withinMs = step.within ?? DEFAULT_WITHIN_MS;
    await waitFor(line, withinMs, () => line.received.length > 0 || line.close !== null);
    const body = line.received.shift();
    if (body === undefined) return [missing("message", line, withinMs)];
    return this.#wrongWith(step, body);
  }

  /** Takes the first that is as expected, of those that were skipped before too. */
  async #expectAmongOthers(step: Extract<ScenarioStep, { expect: string }>): Promise<Played> {
    const line = this.#lines.get(step.expect);
    if (!line) return { wrong: [unknown(step.expect)], skipped: 0 };
    const withinMs = step.within ?? DEFAULT_WITHIN_MS;
    const isAsExpected = (body: Body) => this.#wrongWith(step, body).length === 0;
    const before = line.skipped.findIndex(isAsExpected);
    if (before >= 0) {
      line.skipped.splice(before, 1);
      return { wrong: [], skipped: 0 };
    }
    const skippedBefore = line.skipped.length;
    let isThere = false;
    await waitFor(line, withinMs, () => {
      for (let body = line.received.shift(); body !== undefined; body = line.received.shift()) {
        isThere = isAsExpected(body);
        if (isThere) return true;
        line.skipped.push(body);
      }
      return line.close !== null;
    });
    const skipped = line.skipped.length - skippedBefore;
    if (isThere) return { wrong: [], skipped };
    return { wrong: [missing("message", line, withinMs), ...this.#nearestTo(step, line)], skipped };
  }

  /** Of what came instead, the nearest: of the same name first, then with the fewest differences, then the newest. */
  #nearestTo(step: Expectation, { skipped }: Line): string[] {
    if (skipped.length === 0) return [];
    const others = skipped
      .map((body) => {
        const recognised = this.#recognised(body);
        const isNamed = recognised.kind === "named" && recognised.message.name === step.message;
        return { isNamed, wrong: this.#wrongWith(step, body) };
      })
      .reverse()
      .sort((a, b) => Number(b.isNamed) - Number(a.isNamed) || a.wrong.length - b.wrong.length);
    const nearest = others.slice(0, MOST_NEAREST).flatMap(({ wrong }) => wrong.map((line) => `  ${line}`));
    return [`${countWords(skipped.length)} skipped; the nearest:`, ...nearest];
  }

  #recognised(body: Body): Recognised {
    return recognise(body, this.#messages, NEVER);
  }

  /** With what came, where no line of it has that. */
  #wrongWith(step: Expectation, body: Body): string[] {
    const wrong = differences(step, body, this.#recognised(body));
    const isShown = wrong.length === 0 || step.text !== undefined || step.base64 !== undefined;
    return isShown ? wrong : [...wrong, `it came as ${shownBody(body)}`];
  }

  async #expectClose(step: Extract<ScenarioStep, { expectClose: string }>): Promise<string[]> {
    const line = this.#lines.get(step.expectClose);
    if (!line) return [unknown(step.expectClose)];
    const withinMs = step.within ?? DEFAULT_WITHIN_MS;
    await waitFor(line, withinMs, () => line.close !== null);
    if (line.close === null) return [`close: nothing within ${withinMs} ms`];
    const { code, reason } = line.close;
    if (step.code === undefined || step.code === code) return [];
    return [`code: expected ${step.code}, got ${code}${reason === "" ? "" : ` (${reason})`}`];
  }
}

/** A line that takes down what comes from its first event on. */
function lineOf(socket: WebSocket): Line {
  const line: Line = { socket, received: [], skipped: [], close: null, wake: () => {} };
  socket.on("message", (data: Buffer, isBinary) => {
    line.received.push(isBinary ? new Uint8Array(data) : data.toString());
    line.wake();
  });
  socket.on("close", (code, reason) => {
    line.close = { code, reason: reason.toString() };
    line.wake();
  });
  return line;
}

/** The gateway says why in a problem document (RFC 9457), which Node, unlike a browser, can read. */
async function refusalOf(response: IncomingMessage): Promise<Refusal> {
  let body = "";
  for await (const chunk of response) {
    body += String(chunk);
    if (body.length > LONGEST_REFUSAL) break;
  }
  const { statusCode: status = 0, statusMessage = "" } = response;
  const problem = z.object({ code: z.string(), detail: z.string() }).safeParse(jsonValue(body)).data;
  const words = `${status} ${statusMessage}`.trim();
  if (!problem) return { status, code: null, words };
  return { status, code: problem.code, words: `${words} (${problem.code}): ${problem.detail}` };
}

/** Looks whenever something came; not once the wait is over, for looking may take what came. */
function waitFor(line: Line, withinMs: number, isThere: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      line.wake = () => {};
      resolve();
    };
    const timer = setTimeout(end, withinMs);
    line.wake = () => {
      if (isThere()) end();
    };
    line.wake();
  });
}

function missing(what: string, { close }: Line, withinMs: number): string {
  return close
    ? `${what}: none, closed with ${close.code} ${close.reason}`.trimEnd()
    : `${what}: none within ${withinMs} ms`;
}

function unknown(name: string): string {
  return `${name} was never connected: connect it in a step before this`;
}
