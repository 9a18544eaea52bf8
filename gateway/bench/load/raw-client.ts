// A WebSocket client without a WebSocket library: it sends one prepared frame again and again and counts what comes
// back by its size. It costs the machine as little as can be, so that more of it is left for the proxy.
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";

/** Where to connect to, and what to say in the handshake. */
export type Target = {
  readonly scheme: "ws" | "wss";
  readonly port: number;
  readonly path: string;
  /** Header fields beside those of every handshake. */
  readonly headers: Readonly<Record<string, string>>;
  /** Size of a message. */
  readonly payloadBytes?: number;
};

const DEFAULT_PAYLOAD_BYTES = 128;
const MASK = [0x5a, 0x17, 0xc3, 0x9e] as const;
const HEAD_END = "\r\n\r\n";
const MOST_IN_FLIGHT = 16;

/** A message and its echo, as bytes. */
type Exchange = {
  /** That many messages in one piece, by their number. */
  readonly requests: readonly Buffer[];
  readonly answer: Buffer;
};

const exchanges = new Map<number, Exchange>();

function exchangeOf(payloadBytes: number): Exchange {
  const known = exchanges.get(payloadBytes);
  if (known !== undefined) return known;
  const payload = Buffer.alloc(payloadBytes, "sluice bench ");
  // Binary, final, 16-bit length: RFC 6455 section 5.2.
  const length = [payloadBytes >> 8, payloadBytes & 0xff];
  const request = Buffer.concat([
    Buffer.from([0x82, 0x80 | 126, ...length, ...MASK]),
    payload.map((byte, index) => byte ^ (MASK[index & 3] ?? 0)),
  ]);
  const exchange = {
    requests: Array.from({ length: MOST_IN_FLIGHT + 1 }, (_, count) =>
      Buffer.concat(Array.from({ length: count }, () => request)),
    ),
    answer: Buffer.concat([Buffer.from([0x82, 126, ...length]), payload]),
  };
  exchanges.set(payloadBytes, exchange);
  return exchange;
}

/** Opens a connection; resolves after the 101. */
export async function openRawClient(target: Target): Promise<RawClient> {
  return new RawClient(await openSocket(target), exchangeOf(target.payloadBytes ?? DEFAULT_PAYLOAD_BYTES));
}

/** A socket on which frames can travel: after the 101. Nothing may follow that at once. */
export async function openSocket(target: Target): Promise<Socket> {
  const socket = await connectTo(target);
  socket.write(requestHead(target), "latin1");
  let head = "";
  // A proxy that gives up closes the socket, and then no data would ever come.
  const gone = new AbortController();
  const giveUp = (): void => gone.abort(new Error("the connection was closed during the handshake"));
  socket.once("close", giveUp);
  while (!head.includes(HEAD_END)) {
    const [chunk]: unknown[] = await once(socket, "data", { signal: gone.signal });
    head += String(chunk);
  }
  socket.off("close", giveUp);
  if (!head.startsWith("HTTP/1.1 101 ")) throw new Error(`no WebSocket: ${head.split("\r\n")[0]}`);
  return socket;
}

async function connectTo({ scheme, port }: Target): Promise<Socket> {
  const address = { host: "127.0.0.1", port, noDelay: true };
  if (scheme === "ws") {
    const socket = connect(address);
    await once(socket, "connect");
    return socket;
  }
  const socket = connectTls({ ...address, rejectUnauthorized: false });
  await once(socket, "secureConnect");
  socket.setNoDelay(true);
  return socket;
}

function requestHead({ port, path, headers }: Target): string {
  const fields = Object.entries({
    Host: `127.0.0.1:${port}`,
    Upgrade: "websocket",
    Connection: "Upgrade",
    "Sec-WebSocket-Key": randomBytes(16).toString("base64"),
    "Sec-WebSocket-Version": "13",
    ...headers,
  });
  return `GET ${path} HTTP/1.1\r\n${fields.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n`;
}

/** An open connection. Its first answer is compared byte for byte, the others counted. */
export class RawClient {
  #isChecked = false;
  #received = 0;
  #answered = 0;
  readonly #socket: Socket;
  readonly #exchange: Exchange;
  #onAnswers: (count: number) => void = () => {};
  #onBroken: (problem: Error) => void = () => {};

  constructor(socket: Socket, exchange: Exchange) {
    this.#socket = socket;
    this.#exchange = exchange;
    socket.on("data", (chunk: Buffer) => this.#take(chunk));
    socket.on("error", (error) => this.#onBroken(error));
    socket.on("close", () => this.#onBroken(new Error("the connection was closed")));
  }

  /** Calls back with the number of whole answers in each read, or once with what broke the connection. */
  listen(onAnswers: (count: number) => void, onBroken: (problem: Error) => void): void {
    this.#onAnswers = onAnswers;
    this.#onBroken = onBroken;
  }

  /** Sends that many messages in one write. */
  send(count: number): void {
    const { requests } = this.#exchange;
    for (let left = count; left > 0; left -= MOST_IN_FLIGHT) {
      const batch = requests[Math.min(left, MOST_IN_FLIGHT)];
      if (batch !== undefined) this.#socket.write(batch);
    }
  }

  /** One message there and back. */
  async roundTrip(): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.listen(() => resolve(), reject);
    this.send(1);
    await promise;
    this.listen(
      () => {},
      () => {},
    );
  }

  close(): void {
    this.listen(
      () => {},
      () => {},
    );
    this.#socket.destroy();
  }

  #take(chunk: Buffer): void {
    if (!this.#isChecked && !this.#isFirstAnswer(chunk)) {
      this.#onBroken(new Error("the answer is not the echo of the message"));
      return;
    }
    this.#received += chunk.length;
    const answered = Math.floor(this.#received / this.#exchange.answer.length);
    const count = answered - this.#answered;
    this.#answered = answered;
    if (count > 0) this.#onAnswers(count);
  }

  #isFirstAnswer(chunk: Buffer): boolean {
    const rest = this.#exchange.answer.subarray(this.#received);
    const size = Math.min(rest.length, chunk.length);
    this.#isChecked = size === rest.length;
    return chunk.compare(rest, 0, size, 0, size) === 0;
  }
}
