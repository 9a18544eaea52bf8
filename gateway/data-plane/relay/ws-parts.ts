// The parts of `ws` that inflate, deflate and write frames, without its WebSocket around them: a relay has two sockets
// that are already open. The package exports them; its types (8.18) do not know them yet.
import * as ws from "ws";
import { DEFLATE } from "#gateway/data-plane/http/extensions.ts";

/** Parameters of an extension as negotiated, by its name (RFC 6455 section 9.1). */
type Extensions = Record<string, readonly Record<string, readonly (string | true)[]>[]>;

type DeflateParts = {
  accept(offers: Extensions[string]): object;
  compress(data: Buffer, isLast: boolean, done: Deflated): void;
  cleanup(): void;
};

/** permessage-deflate (RFC 7692) for one socket. */
export type Deflate = DeflateParts & {
  /** `allow` is asked when it is this one's turn, and says how many bytes may come of it: at least one. */
  inflate(data: Buffer, isLast: boolean, allow: () => number, done: Deflated): void;
};

/** What `ws` has of it. Ten of its calls run at a time in a process; `_decompress` begins one whose turn it is. */
type WsDeflate = DeflateParts & {
  decompress(data: Buffer, isLast: boolean, done: Deflated): void;
  _decompress(data: Buffer, isLast: boolean, done: Deflated): void;
  /** Most bytes that one call may inflate to, 0 for no limit. */
  _maxPayload: number;
};

type Deflated = (error: Error | null, result?: Buffer) => void;

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

type Installed = Record<string, WsDeflate>;

// The classes as of ws 8.23, written down here because its types leave them out.
const parts = ws as unknown as {
  readonly Sender: new (socket: unknown, extensions: Installed) => Sender;
  readonly PerMessageDeflate: new (options: { readonly isServer: boolean }) => WsDeflate;
  readonly extension: { parse(header: string): Extensions };
};

/** What one socket of a relay inflates and writes with. */
export type Framing = {
  readonly sender: Sender;
  readonly deflate: Deflate | null;
};

/**
 * permessage-deflate whose answers come out of zlib's own callbacks: what throws there, in `ws` or behind it, is the
 * connection's fault and stays with it.
 */
class GuardedDeflate extends parts.PerMessageDeflate implements Deflate {
  readonly #failed: (error: unknown) => void;
  #allow = (): number => 1;

  constructor(isServer: boolean, failed: (error: unknown) => void) {
    super({ isServer });
    this.#failed = failed;
  }

  inflate(data: Buffer, isLast: boolean, allow: () => number, done: Deflated): void {
    this.#allow = allow;
    super.decompress(data, isLast, this.#guarded(done));
  }

  override _decompress(data: Buffer, isLast: boolean, done: Deflated): void {
    this._maxPayload = this.#allow();
    super._decompress(data, isLast, done);
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
  failed: (error: unknown) => void,
): Framing {
  const parameters = negotiated === null ? undefined : parts.extension.parse(negotiated)[DEFLATE];
  const deflate = parameters === undefined ? null : new GuardedDeflate(isServer, failed);
  // The answer taken for an offer gives a server the very same parameters.
  if (deflate !== null && parameters !== undefined) deflate.accept(parameters);
  const extensions: Installed = deflate === null ? {} : { [DEFLATE]: deflate };
  return { sender: new parts.Sender(socket, extensions), deflate };
}
