// Real WebSocket clients that talk to the gateway. Everything that happens to one is awaited; nothing is slept for.
import { once } from "node:events";
import { expect } from "@playwright/test";
import { WebSocket } from "ws";
import { z } from "zod";

export type Closing = { readonly code: number; readonly reason: string };
export type Refused = {
  readonly status: number;
  readonly code: string;
  readonly challenge: string | null;
  /** Of the body. */
  readonly mediaType: string;
  /** What the problem document says to do. */
  readonly detail: string;
  /** By which the Connections page finds it. */
  readonly connectionId: string;
};

/** What a client says of itself; `origin` is the site that a browser's page would be of. */
type Credentials = { readonly key?: string; readonly origin?: string };

/** One client. Messages wait in the order in which they came. */
export class Client {
  readonly #socket: WebSocket;
  readonly #messages: string[] = [];
  #answered = 0;
  readonly #closed: Promise<Closing>;

  constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on("message", (data) => this.#messages.push(data.toString()));
    socket.on("error", () => {}); // "close" follows
    this.#closed = once(socket, "close").then(([code, reason]) => ({ code, reason: String(reason) }));
  }

  send(text: string): void {
    this.#socket.send(text);
  }

  /** Waits until `text` has come, after the messages that were waited for before. */
  async expectMessage(text: string): Promise<void> {
    const waiting = () => this.#messages.slice(this.#answered);
    await expect.poll(waiting, { message: `message "${text}"` }).toContain(text);
    this.#answered = this.#messages.indexOf(text, this.#answered) + 1;
  }

  /** All messages so far. */
  get messages(): readonly string[] {
    return this.#messages;
  }

  /** Sends a text and waits for the same text to come back. */
  async expectEcho(text: string): Promise<void> {
    this.send(text);
    await this.expectMessage(text);
  }

  get isOpen(): boolean {
    return this.#socket.readyState === WebSocket.OPEN;
  }

  /** How it was closed, once it is. */
  closed(): Promise<Closing> {
    return this.#closed;
  }

  terminate(): void {
    this.#socket.terminate();
  }
}

/** The clients of one test. */
export class Clients {
  readonly #open: Client[] = [];

  /** Connects, as soon as the gateway lets it: a change takes a moment to reach the gateways. */
  async connect(url: string, credentials: Credentials = {}): Promise<Client> {
    const attempts: (Client | Refused)[] = [];
    await expect
      .poll(async () => {
        const attempt = await dial(url, credentials);
        attempts.push(attempt);
        return attempt instanceof Client ? "connected" : attempt;
      })
      .toBe("connected");
    const client = attempts.at(-1);
    if (!(client instanceof Client)) throw new Error(`not connected to ${url}`);
    this.#open.push(client);
    return client;
  }

  /** Waits until the gateway refuses a handshake in this way; returns its connection id. */
  async expectRefusal(
    url: string,
    refused: Partial<Refused>,
    credentials: Credentials = {},
  ): Promise<string> {
    let connectionId = "";
    await expect
      .poll(async () => {
        const attempt = await dial(url, credentials);
        if (!(attempt instanceof Client)) {
          connectionId = attempt.connectionId;
          return attempt;
        }
        attempt.terminate();
        return "connected";
      })
      .toMatchObject(refused);
    return connectionId;
  }

  close(): void {
    for (const client of this.#open) client.terminate();
  }
}

/** One handshake: a client, or how it was refused. */
async function dial(url: string, { key, origin }: Credentials): Promise<Client | Refused> {
  const headers = {
    ...(key === undefined ? {} : { apikey: key }),
    ...(origin === undefined ? {} : { origin }),
  };
  const socket = new WebSocket(url, { headers, rejectUnauthorized: false, perMessageDeflate: false });
  const client = new Client(socket);
  const { promise, resolve, reject } = Promise.withResolvers<Client | Refused>();
  socket.once("open", () => resolve(client));
  socket.once("error", reject);
  socket.once("unexpected-response", (_request, response) => {
    let body = "";
    response.on("data", (chunk) => {
      body += String(chunk);
    });
    response.on("end", () => {
      const challenge = response.headers["www-authenticate"] ?? null;
      const [mediaType = ""] = (response.headers["content-type"] ?? "").split(";");
      resolve({ status: response.statusCode ?? 0, challenge, mediaType, ...problemOf(body) });
    });
  });
  return promise;
}

const problemSchema = z.object({ code: z.string(), connectionId: z.string(), detail: z.string() });

/** A backend's own refusal that is passed on has none. */
function problemOf(body: string): z.infer<typeof problemSchema> {
  return problemSchema.safeParse(JSON.parse(body)).data ?? { code: "", connectionId: "", detail: "" };
}
