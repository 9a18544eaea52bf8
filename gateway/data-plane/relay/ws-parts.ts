// The parts of `ws` that read and write frames, without its WebSocket around them: a relay has two sockets that are
// already open. The package exports them; its types (8.18) do not know them yet.
import type { Writable } from "node:stream";
import * as ws from "ws";
import { DEFLATE } from "#gateway/data-plane/http/extensions.ts";

/** Parameters of an extension as negotiated, by its name (RFC 6455 section 9.1). */
type Extensions = Record<string, readonly Record<string, readonly (string | true)[]>[]>;

/** permessage-deflate (RFC 7692) for one socket. */
export type Deflate = {
  accept(offers: Extensions[string]): object;
  decompress(data: Buffer, isLast: boolean, done: Deflated): void;
  compress(data: Buffer, isLast: boolean, done: Deflated): void;
  cleanup(): void;
  /** Largest inflated message in bytes, 0 for no limit. */
  _maxPayload: number;
};

type Deflated = (error: Error | null, result?: Buffer) => void;

/** Reads frames: emits `message`, `ping`, `pong`, `conclude` and `error`. */
export type Receiver = Writable & { _maxPayload: number };

/** Writes frames to a socket. */
export type Sender = {
  send(data: Buffer, options: SendOptions, sent: () => void): void;
  ping(data: Buffer, mask: boolean, sent: () => void): void;
  pong(data: Buffer, mask: boolean, sent: () => void): void;
  close(code: number | undefined, reason: Buffer, mask: boolean, sent: () => void): void;
};

type SendOptions = {
  readonly binary: boolean;
  readonly compress: boolean;
  readonly fin: true;
  readonly mask: boolean;
};

type Installed = Record<string, Deflate>;

// The classes as of ws 8.23, written down here because its types leave them out.
const parts = ws as unknown as {
  readonly Receiver: new (options: {
    readonly isServer: boolean;
    readonly extensions: Installed;
    readonly maxPayload: number;
    readonly maxFragments: number;
    readonly maxBufferedChunks: number;
  }) => Receiver;
  readonly Sender: new (socket: unknown, extensions: Installed) => Sender;
  readonly PerMessageDeflate: new (options: {
    readonly isServer: boolean;
    readonly maxPayload: number;
  }) => Deflate;
  readonly extension: { parse(header: string): Extensions };
};

/** Fragments of a message at most: each costs an object, however small it is. */
const MOST_FRAGMENTS = 131_072;
/** Reads of the socket that one frame may be spread over. */
const MOST_CHUNKS = 1_048_576;

/** What one socket of a relay reads and writes with. */
export type Framing = {
  readonly receiver: Receiver;
  readonly sender: Sender;
  readonly deflate: Deflate | null;
};

/**
 * permessage-deflate whose answers come out of zlib's own callbacks: what throws there, in `ws` or behind it, is the
 * connection's fault and stays with it.
 */
class GuardedDeflate extends parts.PerMessageDeflate {
  readonly #failed: (error: unknown) => void;

  constructor(isServer: boolean, maxPayload: number, failed: (error: unknown) => void) {
    super({ isServer, maxPayload });
    this.#failed = failed;
  }

  override decompress(data: Buffer, isLast: boolean, done: Deflated): void {
    super.decompress(data, isLast, this.#guarded(done));
  }

  override compress(data: Buffer, isLast: boolean, done: Deflated): void {
    super.compress(data, isLast, this.#guarded(done));
  }

  #guarded(done: Deflated): Deflated {
    return (error, result) => {
      try {
        done(error, result);
      } catch (thrown) {
        this.#failed(thrown);
      }
    };
  }
}

/**
 * `isServer` is true for the socket of a client, whose frames are masked. `negotiated` is the value of
 * Sec-WebSocket-Extensions that both sockets agreed on: the answer of the backend, in which each plays its own role;
 * throws where it is none that `findExtensionProblem` lets pass. `failed` hears of what throws later.
 */
export function createFraming(
  socket: unknown,
  isServer: boolean,
  negotiated: string | null,
  maxPayload: number,
  failed: (error: unknown) => void,
): Framing {
  const parameters = negotiated === null ? undefined : parts.extension.parse(negotiated)[DEFLATE];
  const deflate = parameters === undefined ? null : new GuardedDeflate(isServer, maxPayload, failed);
  // The answer taken for an offer gives a server the very same parameters.
  if (deflate !== null && parameters !== undefined) deflate.accept(parameters);
  const extensions: Installed = deflate === null ? {} : { [DEFLATE]: deflate };
  const receiver = new parts.Receiver({
    isServer,
    extensions,
    maxPayload,
    maxFragments: MOST_FRAGMENTS,
    maxBufferedChunks: MOST_CHUNKS,
  });
  return { receiver, sender: new parts.Sender(socket, extensions), deflate };
}

/** The close code for what `ws` found wrong (RFC 6455 section 7.4.1). */
export function codeFor({ code }: NodeJS.ErrnoException): number {
  if (code === "WS_ERR_UNSUPPORTED_MESSAGE_LENGTH") return 1009;
  // Text that is not UTF-8, or data that does not inflate.
  return code === "WS_ERR_INVALID_UTF8" || code?.startsWith("Z_") ? 1007 : 1002;
}
