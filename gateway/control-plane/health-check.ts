// One active check of a backend: a real WebSocket handshake that ends as soon as it has succeeded. What goes wrong is
// told by a code or a status, never with a header, a key or a URL.
import { type LookupOptions, lookup } from "node:dns";
import { performance } from "node:perf_hooks";
import { WebSocket } from "ws";
import type { JudgeEgress } from "#lib/egress/egress-policy.ts";
import { EGRESS_FORBIDDEN, findForbidden, guardLookup } from "#lib/egress/guarded-lookup.ts";
import { headerNameProblem, headerValueProblem } from "#lib/endpoints/backend-header.ts";
import { parseEndpoint, resolveBackendUrl } from "#lib/routes/backend-url.ts";
import type { EndpointPool } from "#lib/routes/endpoint-pool.ts";

/** What of a pool decides how one of its backends is checked. */
export type CheckOptions = Pick<EndpointPool, "health" | "headers" | "tls"> & { readonly url: string };

/** What a check found. `problem` is empty where the backend is well; `dialMs` is how long it took to say so. */
export type CheckResult = { readonly problem: string; readonly dialMs: number };

/** Checks once; `done` is called once. The returned function gives up: nothing is called after it. */
export type Check = (
  options: CheckOptions & { readonly judgeEgress: JudgeEgress },
  done: (result: CheckResult) => void,
) => () => void;

/**
 * The handshake of RFC 6455 section 4.1 with the pool's headers and TLS settings. At a path of its own the check asks for
 * 101. Without one any answer below 500 will do: it is the place of the clients, who may have to show what a check has not.
 */
export const checkBackend: Check = (options, done) => {
  const startedMs = performance.now();
  let socket: WebSocket | null = null;
  let isOver = false;
  const giveUp = (): void => {
    isOver = true;
    clearTimeout(deadline);
    socket?.terminate();
  };
  const finish = (problem: string): void => {
    if (isOver) return;
    giveUp();
    done({ problem, dialMs: Math.round(performance.now() - startedMs) });
  };
  // `handshakeTimeout` of ws is a time of silence, which a backend that drips bytes never exceeds.
  const deadline = setTimeout(() => finish("no answer in time"), options.health.timeoutMs);
  const forbidden = findForbidden(options.judgeEgress, parseEndpoint(options.url)?.hostname ?? "");
  if (forbidden !== null) {
    process.nextTick(finish, forbidden);
    return giveUp;
  }
  socket = openSocket(options);
  if (socket === null) {
    // Later, as with every other outcome: the caller does not have the function to give up yet.
    process.nextTick(finish, "the URL or the TLS settings cannot be used");
    return giveUp;
  }
  socket.on("open", () => finish(""));
  socket.on("unexpected-response", (_request, { statusCode = 0 }) =>
    finish(statusProblem(statusCode, options)),
  );
  // Stays on: a socket that is terminated before it is open says so with an error.
  socket.on("error", (error) => finish(nameOf(error)));
  return giveUp;
};

/** Null where the settings cannot be used at all; Node would throw. */
function openSocket({ url, health, headers, tls, judgeEgress }: Parameters<Check>[0]): WebSocket | null {
  const target = resolveBackendUrl({
    endpoint: url,
    uriMapping: health.path === "" ? null : health.path,
    params: new Map(),
    query: "",
    remainder: "",
  });
  if (target === null) return null;
  const usable = headers.filter((it) => !headerNameProblem(it.name) && !headerValueProblem(it.value));
  try {
    // `lookup` goes on to `net.connect`, which the types of ws do not know; in a variable they do not mind it.
    const connectOptions = {
      lookup: guardLookup<LookupOptions>(lookup, judgeEgress),
      maxPayload: 1_024,
      headers: Object.fromEntries(usable.map(({ name, value }) => [name, value])),
      perMessageDeflate: false,
      followRedirects: false,
      ...(tls.ca === "" ? {} : { ca: tls.ca }),
      ...(tls.cert === "" ? {} : { cert: tls.cert, key: tls.key }),
      ...(tls.serverName === "" ? {} : { servername: tls.serverName }),
    };
    return new WebSocket(target, connectOptions);
  } catch {
    return null;
  }
}

function statusProblem(status: number, { health }: CheckOptions): string {
  return health.path === "" && status < 500 ? "" : `answered with status ${status}`;
}

/** A system error's code, `ECONNREFUSED`; else the words of ws, which name no more than what the answer lacked. */
function nameOf(error: Error): string {
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  return code === "" || code === EGRESS_FORBIDDEN ? error.message : code;
}
