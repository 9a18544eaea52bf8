// A WebSocket client for tests: everything that happens to it is awaited, nothing is slept for.
import { once } from "node:events";
import { WebSocket } from "ws";

export type Closing = { readonly code: number; readonly reason: string };

export class TestClient {
  readonly socket: WebSocket;
  /** The gateway's name for the connection, as in its log. */
  connectionId = "";
  readonly #closed: Promise<Closing>;

  private constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on("upgrade", (response) => {
      this.connectionId = String(response.headers["x-sluice-connection"]);
    });
    socket.on("error", () => {}); // "close" follows
    // Not `once` of node:events, which rejects at an "error" that nobody may be waiting for.
    this.#closed = new Promise((resolve) => {
      socket.once("close", (code, reason) => resolve({ code, reason: String(reason) }));
    });
  }

  /** Connects, or rejects with the refusal's status and problem code. */
  static async connect(url: string, key: string | null): Promise<TestClient> {
    const headers = key === null ? {} : { apikey: key };
    const socket = new WebSocket(url, { headers, rejectUnauthorized: false, perMessageDeflate: false });
    const client = new TestClient(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once("open", resolve);
      socket.once("error", reject);
      socket.once("unexpected-response", (_request, response) => {
        let body = "";
        response.on("data", (chunk) => {
          body += String(chunk);
        });
        response.on("end", () => reject(new Error(`${response.statusCode} ${body}`)));
      });
    });
    return client;
  }

  /** Sends a text and resolves with the answer to it. */
  async echo(text: string): Promise<string> {
    const answered = once(this.socket, "message");
    this.socket.send(text);
    const [data] = await answered;
    return String(data);
  }

  get isOpen(): boolean {
    return this.socket.readyState === WebSocket.OPEN;
  }

  closed(): Promise<Closing> {
    return this.#closed;
  }
}

/** Connects as soon as the gateway takes it; for what needs a moment to reach the gateway. */
export async function connectWhenReady(
  url: string,
  key: string | null,
  deadlineMs = 5_000,
): Promise<TestClient> {
  const until = performance.now() + deadlineMs;
  for (;;) {
    try {
      return await TestClient.connect(url, key);
    } catch (error) {
      if (performance.now() > until) throw error;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}
