// Plays a scenario against an API without a browser: npm run -s scenario -- FILE --url ws://localhost:9099/chats/1.0.0
// The key comes from the environment (KEY), so that it stands in no list of processes, and so do the values that the file
// names. Exit code 0 where all went as
// expected, 1 where it did not, 2 where it could not be played.
import { readFileSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import { parseArgs } from "node:util";
import { WebSocket } from "ws";
import { z } from "zod";
import type { ConsoleMessage } from "#lib/console/catalogue.ts";
import { readCatalogueOf } from "#lib/console/catalogue-of-text.ts";
import { withoutCredentials } from "#lib/console/export.ts";
import { jsonValue } from "#lib/console/json-text.ts";
import { recognise } from "#lib/console/recognised.ts";
import {
  bodyOfStep,
  DEFAULT_WITHIN_MS,
  differences,
  readScenario,
  type ScenarioStep,
} from "#lib/console/scenario.ts";
import { filledScenario } from "#lib/console/scenario-values.ts";
import type { Body } from "#lib/console/transcript.ts";

const USAGE = `Usage: KEY=… npm run -s scenario -- FILE --url URL [--definition FILE] [--insecure]
  --url         address of the API at the gateway: ws://localhost:9099/chats/1.0.0
  --definition  AsyncAPI document that names the messages (YAML or JSON)
  --insecure    takes a certificate that nobody vouches for`;

/** How long an answer to a handshake is waited for. */
const HANDSHAKE_MS = 10_000;
/** Of a refusal's body no more is read, in characters. */
const LONGEST_REFUSAL = 16_384;

/** What a connection has got and nobody has expected yet. */
type Line = {
  readonly socket: WebSocket;
  readonly received: Body[];
  close: { readonly code: number; readonly reason: string } | null;
  wake: () => void;
};

class Player {
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

  /** Plays one step; the lines of what was not as expected. */
  async play(step: ScenarioStep): Promise<readonly string[]> {
    if ("connect" in step) return this.#connect(step);
    if ("send" in step) return this.#send(step);
    if ("expect" in step) return this.#expect(step);
    if ("expectClose" in step) return this.#expectClose(step);
    this.#lines.get(step.close)?.socket.close(1000);
    return this.#lines.has(step.close) ? [] : [unknown(step.close)];
  }

  end(): void {
    for (const socket of this.#sockets) socket.terminate();
  }

  async #connect({
    connect,
    path,
    subprotocols,
  }: Extract<ScenarioStep, { connect: string }>): Promise<string[]> {
    if (this.#lines.get(connect)?.socket.readyState === WebSocket.OPEN)
      return [`${connect} is connected already: close it in a step before this, or choose another name`];
    const address = path === "/" ? this.#url : this.#url.replace(/\/$/, "") + path;
    const key = process.env.KEY;
    const options = {
      ...(key ? { headers: { apikey: key } } : {}),
      rejectUnauthorized: !this.#isInsecure,
      handshakeTimeout: HANDSHAKE_MS,
    };
    const socket = new WebSocket(address, subprotocols, options);
    const line: Line = { socket, received: [], close: null, wake: () => {} };
    this.#lines.set(connect, line);
    this.#sockets.add(socket);
    socket.on("message", (data: Buffer, isBinary) => {
      line.received.push(isBinary ? new Uint8Array(data) : data.toString());
      line.wake();
    });
    socket.on("close", (code, reason) => {
      line.close = { code, reason: reason.toString() };
      line.wake();
    });
    return new Promise((resolve) => {
      socket.on("open", () => resolve([]));
      socket.on("unexpected-response", (request, response) => {
        void refusalWords(response).then((words) => {
          request.destroy();
          resolve([`${connect} was refused: ${words}`]);
        });
      });
      socket.on("error", (error) =>
        resolve([`could not connect to ${withoutCredentials(address)}: ${error.message}`]),
      );
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
    return differences(step, body, recognise(body, this.#messages, Number.POSITIVE_INFINITY));
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

/** The gateway says why in a problem document (RFC 9457), which Node, unlike a browser, can read. */
async function refusalWords(response: IncomingMessage): Promise<string> {
  let body = "";
  for await (const chunk of response) {
    body += String(chunk);
    if (body.length > LONGEST_REFUSAL) break;
  }
  const status = `${response.statusCode} ${response.statusMessage ?? ""}`.trim();
  const problem = z.object({ code: z.string(), detail: z.string() }).safeParse(jsonValue(body)).data;
  return problem ? `${status} (${problem.code}): ${problem.detail}` : status;
}

function waitFor(line: Line, withinMs: number, isThere: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, withinMs);
    line.wake = () => {
      if (!isThere()) return;
      clearTimeout(timer);
      resolve();
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

function wordsOf(step: ScenarioStep): string {
  const [verb = "", name] = Object.entries(step)[0] ?? [];
  const byName = "expect" in step && step.message !== undefined && step.check === false;
  return `${verb === "expectClose" ? "expect close of" : verb} ${String(name)}${byName ? " (by name, not checked)" : ""}`;
}

/** Reads what the command line asks for; throws with what to do. */
function readArguments() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      url: { type: "string" },
      definition: { type: "string" },
      insecure: { type: "boolean", default: false },
    },
  });
  const [file] = positionals;
  if (file === undefined || values.url === undefined) throw new Error(USAGE);
  if (!/^wss?:\/\//.test(values.url) || !URL.canParse(values.url))
    throw new Error(`${values.url} is no ws or wss URL.\n${USAGE}`);
  const read = readScenario(readFileSync(file, "utf8"));
  if (!read.ok) throw new Error(`${file}:${read.line}: ${read.message}`);
  const filled = filledScenario(read.scenario, process.env);
  if (!filled.ok) throw new Error(filled.missing.map((name) => missingWords(file, name)).join("\n"));
  const messages = values.definition === undefined ? [] : messagesIn(values.definition);
  return { scenario: filled.scenario, url: values.url, isInsecure: values.insecure, messages };
}

function missingWords(file: string, name: string): string {
  return `${file} leaves the value of ${name} out: give it in the environment, ${name}=… before the command.`;
}

function messagesIn(file: string): readonly ConsoleMessage[] {
  const catalogue = readCatalogueOf(readFileSync(file, "utf8"));
  if (!catalogue.ok) throw new Error(`${file}: ${catalogue.message}`);
  return catalogue.value.topics.flatMap(({ sends, receives }) => [...sends, ...receives]);
}

async function main(): Promise<number> {
  const { scenario, url, ...options } = readArguments();
  const player = new Player(url, options);
  console.log(scenario.scenario);
  try {
    for (const [index, step] of scenario.steps.entries()) {
      const wrong = await player.play(step);
      console.log(`${wrong.length === 0 ? "✓" : "✗"} ${index + 1}. ${wordsOf(step)}`);
      for (const line of wrong) console.log(`    ${line}`);
      if (wrong.length > 0) return 1;
    }
    console.log(`${scenario.steps.length} steps, all as expected`);
    return 0;
  } finally {
    player.end();
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
}
