// Opens the TCP or TLS connection to a backend.
import { connect as connectTcp, isIP, type Socket } from "node:net";
import { connect as connectTls, type SecureContext } from "node:tls";
import type { ByteSink } from "#gateway/data-plane/sockets/byte-sink.ts";
import type { DnsCache } from "#gateway/data-plane/sockets/dns-cache.ts";
import { readIntoSlab } from "#gateway/data-plane/sockets/read-slab.ts";
import type { Endpoint } from "#lib/routes/backend-url.ts";

/** TCP keep-alive, so that a backend whose network is gone is noticed. */
const KEEP_ALIVE_MS = 60_000;

/** Where to connect to. */
export type SocketTarget = {
  readonly endpoint: Endpoint;
  /** Trusted CAs and client certificate, for `wss` endpoints. */
  readonly secureContext: SecureContext;
  /** Name for SNI and for checking the certificate; empty takes the host's. */
  readonly serverName: string;
  /** Resolves names, as `dns.lookup` does. */
  readonly lookup: DnsCache["lookup"];
};

/** A backend's socket whose bytes go to whoever is its sink at the time. */
export class BackendSocket {
  readonly socket: Socket;
  sink: ByteSink;

  /** Begins to connect. */
  constructor(target: SocketTarget, sink: ByteSink) {
    this.sink = sink;
    this.socket = target.endpoint.isTls ? this.#connectTls(target) : this.#connectTcp(target);
  }

  #connectTcp({ endpoint, lookup }: SocketTarget): Socket {
    return connectTcp({
      host: endpoint.hostname,
      port: endpoint.port,
      lookup,
      noDelay: true,
      keepAlive: true,
      keepAliveInitialDelay: KEEP_ALIVE_MS,
      allowHalfOpen: true,
      onread: readIntoSlab((chunk) => this.sink.receive(chunk)),
    });
  }

  #connectTls({ endpoint, secureContext, serverName, lookup }: SocketTarget): Socket {
    // `tls.connect` sends no name of its own accord, unlike `https`; RFC 6066 section 3 forbids addresses there.
    const servername = serverName || (isIP(endpoint.hostname) === 0 ? endpoint.hostname : "");
    // `allowHalfOpen` is documented but missing from the types, which do not mind it in a variable.
    const options = {
      host: endpoint.hostname,
      port: endpoint.port,
      lookup,
      allowHalfOpen: true,
      secureContext,
      ALPNProtocols: ["http/1.1"],
      ...(servername === "" ? {} : { servername }),
    };
    const socket = connectTls(options);
    socket.setNoDelay(true).setKeepAlive(true, KEEP_ALIVE_MS);
    socket.on("data", (chunk: Buffer) => this.sink.receive(chunk));
    return socket;
  }
}
