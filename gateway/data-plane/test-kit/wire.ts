// Bytes on real sockets: a client and a backend that say exactly what a test wants them to.
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { onTestFinished } from "vitest";
import { acceptKey } from "#gateway/data-plane/http/response-head.ts";

/** Key and answer of RFC 6455 section 1.3. */
export const SAMPLE_KEY = "dGhlIHNhbXBsZSBub25jZQ==";

/** A socket whose incoming bytes can be waited for. */
export class Wire {
  readonly socket: Socket;
  #chunks: Buffer[] = [];
  #length = 0;
  #hasEnded = false;
  #wake = Promise.withResolvers<void>();

  constructor(socket: Socket) {
    this.socket = socket;
    socket.on("error", () => {});
    socket.on("data", (chunk: Buffer) => {
      this.#chunks.push(chunk);
      this.#length += chunk.length;
      this.#wakeUp();
    });
    socket.on("end", () => this.#finish());
    socket.on("close", () => this.#finish());
  }

  send(bytes: string | Uint8Array): void {
    if (typeof bytes === "string") this.socket.write(bytes, "latin1");
    else this.socket.write(bytes);
  }

  /** The next `size` bytes. */
  async read(size: number): Promise<Buffer> {
    await this.#until(() => this.#length >= size);
    return this.#take(size);
  }

  /** A head up to and with its empty line. */
  async readHead(): Promise<string> {
    await this.#until(() => this.#join().includes("\r\n\r\n"));
    return this.#take(this.#join().indexOf("\r\n\r\n") + 4).toString("latin1");
  }

  /** Everything until the other end is done. */
  async readAll(): Promise<Buffer> {
    await this.#until(() => this.#hasEnded);
    return this.#take(this.#length);
  }

  /** Waits until the other end is done. */
  async ended(): Promise<void> {
    await this.#until(() => this.#hasEnded);
  }

  #join(): Buffer {
    const bytes = Buffer.concat(this.#chunks);
    this.#chunks = [bytes];
    return bytes;
  }

  #take(size: number): Buffer {
    const bytes = this.#join();
    this.#chunks = [bytes.subarray(size)];
    this.#length -= size;
    return bytes.subarray(0, size);
  }

  #finish(): void {
    this.#hasEnded = true;
    this.#wakeUp();
  }

  #wakeUp(): void {
    this.#wake.resolve();
    this.#wake = Promise.withResolvers<void>();
  }

  async #until(isMet: () => boolean): Promise<void> {
    while (!isMet()) {
      if (this.#hasEnded) throw new Error(`the stream ended, with: ${this.#join().toString("latin1")}`);
      await this.#wake.promise;
    }
  }
}

/** A raw client; `from` is one of the addresses of this machine, all of 127.0.0.0/8 on Linux. */
export async function dialWire(port: number, from = "127.0.0.1"): Promise<Wire> {
  const socket = connect({ host: "127.0.0.1", port, localAddress: from, allowHalfOpen: true, noDelay: true });
  onTestFinished(() => void socket.destroy());
  const wire = new Wire(socket);
  await once(socket, "connect");
  return wire;
}

/** The text of a correct upgrade request; `headers` are added, or replace one of the same name. */
export function upgradeRequest(path: string, headers: Readonly<Record<string, string>> = {}): string {
  const all: Record<string, string> = {
    Host: "gateway.test",
    Upgrade: "websocket",
    Connection: "Upgrade",
    "Sec-WebSocket-Key": SAMPLE_KEY,
    "Sec-WebSocket-Version": "13",
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `GET ${path} HTTP/1.1\r\n${lines.join("")}\r\n`;
}

/** A backend's correct answer to a request head. */
export function upgradeResponse(requestHead: string, headers: Readonly<Record<string, string>> = {}): string {
  const key = /^Sec-WebSocket-Key: (.*)$/m.exec(requestHead)?.[1]?.trim() ?? "";
  const all = {
    Upgrade: "websocket",
    Connection: "Upgrade",
    "Sec-WebSocket-Accept": acceptKey(key),
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 101 Switching Protocols\r\n${lines.join("")}\r\n`;
}

/** A backend that leaves everything to the test. */
export type RawBackend = {
  readonly url: string;
  readonly port: number;
  /** The next connection that comes in. */
  accept(): Promise<Wire>;
};

export async function startRawBackend(): Promise<RawBackend> {
  const waiting: Wire[] = [];
  let wake = Promise.withResolvers<void>();
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    waiting.push(new Wire(socket));
    wake.resolve();
    wake = Promise.withResolvers<void>();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const wires: Wire[] = [];
  onTestFinished(() => {
    server.close();
    for (const wire of [...wires, ...waiting]) wire.socket.destroy();
  });
  // Listening on a port, it has an AddressInfo.
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `ws://127.0.0.1:${port}`,
    accept: async () => {
      for (;;) {
        const wire = waiting.shift();
        if (wire !== undefined) {
          wires.push(wire);
          return wire;
        }
        await wake.promise;
      }
    },
  };
}

/** Client and backend with a gateway between them, after the 101. */
export async function openPair(
  gatewayPort: number,
  backend: RawBackend,
  path = "/echo/1.0.0",
  headers: Readonly<Record<string, string>> = {},
): Promise<{
  readonly client: Wire;
  readonly upstream: Wire;
  readonly requestHead: string;
  readonly response: string;
}> {
  const client = await dialWire(gatewayPort);
  client.send(upgradeRequest(path, headers));
  const upstream = await backend.accept();
  const requestHead = await upstream.readHead();
  upstream.send(upgradeResponse(requestHead));
  const response = await client.readHead();
  return { client, upstream, requestHead, response };
}

/** A refused handshake as the client sees it. */
export type SeenRefusal = {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly problem: Record<string, unknown>;
  readonly text: string;
};

/** Sends bytes, and reads an answer that ends the connection. */
export async function refusalTo(port: number, request: string): Promise<SeenRefusal> {
  const wire = await dialWire(port);
  wire.send(request);
  const text = (await wire.readAll()).toString("latin1");
  const [head = "", body = ""] = text.split("\r\n\r\n");
  const [statusLine = "", ...lines] = head.split("\r\n");
  const headers = new Map(
    lines.map((line) => [
      line.slice(0, line.indexOf(":")).toLowerCase(),
      line.slice(line.indexOf(":") + 1).trim(),
    ]),
  );
  return { status: Number(statusLine.split(" ")[1]), headers, problem: JSON.parse(body), text };
}
