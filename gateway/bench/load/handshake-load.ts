// Opens connections, closes each properly, and opens the next: the client's side of measuring handshakes.
import { once } from "node:events";
import { openSocket, type Target } from "#gateway/bench/load/raw-client.ts";

/** Close frames with code 1000 (RFC 6455 section 5.5.1): a client's, masked with zeros, and the echo of it. */
const CLOSE = Buffer.from([0x88, 0x82, 0, 0, 0, 0, 0x03, 0xe8]);
const CLOSE_ECHO = Buffer.from([0x88, 0x02, 0x03, 0xe8]);

/** Begins at once, with so many connections at a time. */
export class HandshakeLoad {
  #finished = 0;
  #markedAtMs = performance.now();
  #isStopped = false;
  #problem: Error | null = null;
  readonly #target: Target;
  readonly #lanes: Promise<void>;

  constructor(target: Target, parallel: number) {
    this.#target = target;
    this.#lanes = Promise.all(Array.from({ length: parallel }, () => this.#repeat())).then(() => {});
  }

  /** Connections opened and closed since the last mark. Throws what went wrong with one. */
  mark(): { readonly handshakes: number; readonly elapsedMs: number } {
    if (this.#problem !== null) throw this.#problem;
    const nowMs = performance.now();
    const seen = { handshakes: this.#finished, elapsedMs: nowMs - this.#markedAtMs };
    this.#finished = 0;
    this.#markedAtMs = nowMs;
    return seen;
  }

  /** Resolves when the last connection is closed. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#lanes;
  }

  async #repeat(): Promise<void> {
    while (!this.#isStopped && this.#problem === null) {
      try {
        await openAndClose(this.#target);
        this.#finished += 1;
      } catch (error) {
        this.#problem = error instanceof Error ? error : new Error(String(error));
      }
    }
  }
}

async function openAndClose(target: Target): Promise<void> {
  const socket = await openSocket(target);
  const chunks: Buffer[] = [];
  socket.on("data", (chunk: Buffer) => chunks.push(chunk));
  socket.write(CLOSE);
  await once(socket, "close");
  if (!Buffer.concat(chunks).equals(CLOSE_ECHO)) throw new Error("the Close frame was not echoed");
}
