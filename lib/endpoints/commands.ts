// Tests a backend endpoint with a real WebSocket handshake from the gateway, and says what happened.
import { type LookupOptions, lookup } from "node:dns";
import { WebSocket } from "ws";
import type { JudgeEgress } from "#lib/egress/egress-policy.ts";
import { EGRESS_FORBIDDEN, findForbidden, guardLookup } from "#lib/egress/guarded-lookup.ts";
import { parseEndpoint } from "#lib/routes/backend-url.ts";
import type { EndpointProbe } from "./endpoint-probe.ts";

type Found = Omit<EndpointProbe, "durationMs">;

const networkProblems: Readonly<Record<string, string>> = {
  ECONNREFUSED: "Nothing listens at this address: check host and port, and that the backend runs.",
  ENOTFOUND: "The host name is not known: check its spelling.",
  EAI_AGAIN: "The host name could not be looked up just now: try again.",
  ECONNRESET: "The backend closed the connection during the handshake.",
  EHOSTUNREACH: "There is no route to this host from here.",
  ENETUNREACH: "There is no route to this network from here.",
  CERT_HAS_EXPIRED: "The backend's certificate has expired.",
  DEPTH_ZERO_SELF_SIGNED_CERT:
    "The backend's certificate is self-signed: the gateway would refuse it as well.",
  SELF_SIGNED_CERT_IN_CHAIN: "The backend's certificate chain has a self-signed certificate.",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    "The backend's certificate cannot be verified: its issuer is not known here.",
  ERR_TLS_CERT_ALTNAME_INVALID: "The backend's certificate is for another host name.",
};

/** The same whether anything listens there or not: nothing was dialled. */
const forbidden: Found = {
  verdict: "forbidden",
  message:
    "The rules of this installation do not let a test connect there, so nothing was tried. " +
    "An administrator can allow it with EGRESS_ALLOW.",
  details: [],
};

/** How to dial beyond the address: what the gateway would send and trust. Everything in the clear. */
export type ProbeOptions = {
  readonly timeoutMs: number;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  /** PEM, and the name that the certificate has to be for; each may be empty. */
  readonly tls: {
    readonly ca: string;
    readonly cert: string;
    readonly key: string;
    readonly serverName: string;
  };
};

const plainOptions: ProbeOptions = {
  timeoutMs: 5_000,
  headers: [],
  tls: { ca: "", cert: "", key: "", serverName: "" },
};

/** Dials `url` where `judge` lets it, performs the handshake, closes again. Never throws. */
export async function probeEndpoint(
  url: string,
  judge: JudgeEgress,
  options: ProbeOptions = plainOptions,
): Promise<EndpointProbe> {
  if (findForbidden(judge, parseEndpoint(url)?.hostname ?? "") !== null)
    return { ...forbidden, durationMs: 0 };
  const startedAt = performance.now();
  const found = await new Promise<Found>((resolve) => dial(url, judge, options, resolve)).catch(
    (error: unknown): Found => ({
      verdict: "unreachable",
      message: "The certificates or headers of this endpoint cannot be used: check them, then test again.",
      details: [error instanceof Error ? error.message : String(error)],
    }),
  );
  if (found.verdict === "forbidden") return { ...forbidden, durationMs: 0 };
  return { ...found, durationMs: Math.round(performance.now() - startedAt) };
}

function dial(url: string, judge: JudgeEgress, probe: ProbeOptions, resolve: (found: Found) => void): void {
  const { timeoutMs, headers, tls } = probe;
  // `lookup` goes on to `net.connect`, which the types of ws do not know; in a variable they do not mind it.
  const options = {
    lookup: guardLookup<LookupOptions>(lookup, judge),
    handshakeTimeout: timeoutMs,
    followRedirects: false,
    maxPayload: 65_536,
    headers: Object.fromEntries(headers.map(({ name, value }) => [name, value])),
    ...(tls.ca === "" ? {} : { ca: tls.ca }),
    ...(tls.cert === "" ? {} : { cert: tls.cert, key: tls.key }),
    ...(tls.serverName === "" ? {} : { servername: tls.serverName }),
  };
  const socket = new WebSocket(url, options);
  // `handshakeTimeout` is a time of silence: a backend whose answer drips in would never meet it.
  const deadline = setTimeout(() => {
    resolve(describeFailure(new Error("timed out"), timeoutMs));
    socket.terminate();
  }, timeoutMs);
  socket.on("open", () => {
    clearTimeout(deadline);
    const details = ["HTTP 101 Switching Protocols"];
    if (socket.protocol) details.push(`Subprotocol ${socket.protocol}`);
    if (socket.extensions) details.push(`Extensions ${socket.extensions}`);
    resolve({ verdict: "accepted", message: "The backend accepted the WebSocket handshake.", details });
    socket.close(1000);
    // Whatever comes now is of no interest, and a flood of it would cost the process that dials.
    socket.pause();
    setTimeout(() => socket.terminate(), 1_000).unref();
  });
  socket.on("unexpected-response", (request, response) => {
    clearTimeout(deadline);
    resolve(describeAnswer(response.statusCode ?? 0, response.statusMessage ?? ""));
    request.destroy();
  });
  socket.on("error", (error) => {
    clearTimeout(deadline);
    resolve(describeFailure(error, timeoutMs));
  });
}

function describeAnswer(status: number, text: string): Found {
  const details = [`HTTP ${status} ${text}`.trim()];
  if (status >= 200 && status < 300) {
    const message = "An HTTP server answered, but it did not switch to WebSocket: check the path.";
    return { verdict: "not_websocket", message, details };
  }
  if (status === 401 || status === 403) {
    const message = `The backend refused the handshake with ${status}: it may want a credential of its own.`;
    return { verdict: "refused", message, details };
  }
  const message = `The backend refused the handshake with HTTP ${status}: check the path, or read the backend's log.`;
  return { verdict: "refused", message, details };
}

function describeFailure(error: Error, timeoutMs: number): Found {
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  if (code === EGRESS_FORBIDDEN) return forbidden;
  if (/timed out/i.test(error.message) || code === "ETIMEDOUT") {
    const message = `The backend did not complete the handshake within ${timeoutMs / 1000} s.`;
    return { verdict: "timeout", message, details: code ? [code] : [] };
  }
  if (
    code.startsWith("HPE_") ||
    /Sec-WebSocket|Invalid Upgrade|Parse Error|subprotocol/i.test(error.message)
  ) {
    const message =
      "Something answered, but not with a valid WebSocket handshake: check host, port and scheme (ws or wss).";
    return { verdict: "not_websocket", message, details: [error.message] };
  }
  const message = networkProblems[code] ?? "The backend could not be reached.";
  return { verdict: "unreachable", message, details: code ? [code] : [error.message] };
}
