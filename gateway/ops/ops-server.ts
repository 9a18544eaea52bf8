// The operations port: /healthz (the process lives), /readyz (it serves traffic), /metrics. Loopback unless OPS_HOST.
import { createServer, type Server } from "node:http";
import type { Registry } from "prom-client";

export type OpsState = { readonly isReady: () => boolean; readonly describe: () => Record<string, unknown> };

/** More are closed unanswered: whoever asks here must not use up the descriptors that connections are handed over with. */
const MOST_CONNECTIONS = 64;

/** Starts the server; rejects when the port is taken. */
export async function startOpsServer(
  host: string,
  port: number,
  state: OpsState,
  metrics: Registry,
): Promise<Server> {
  const server = createServer(async (request, response) => {
    const path = request.url?.split("?")[0];
    if (path === "/metrics") {
      response.setHeader("content-type", metrics.contentType);
      // What cannot be read, as where no descriptor is left, is no reason to end the process.
      const text = await metrics.metrics().catch(() => null);
      if (text === null) response.statusCode = 503;
      response.end(text);
      return;
    }
    const isKnown = path === "/healthz" || path === "/readyz";
    const isWell = path === "/healthz" || state.isReady();
    response.writeHead(isKnown ? (isWell ? 200 : 503) : 404, { "content-type": "application/json" });
    response.end(
      isKnown ? JSON.stringify({ status: isWell ? "ok" : "not ready", ...state.describe() }) : "{}",
    );
  });
  // Else an answer that takes a moment is lost on a probe that has ended its side. Node has the property, undocumented,
  // for its own HTTPS server; the types leave it out.
  Object.assign(server, { httpAllowHalfOpen: true });
  server.maxConnections = MOST_CONNECTIONS;
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      reject(
        error.code === "EADDRINUSE"
          ? new Error(`Port ${port} is taken: set GATEWAY_OPS_PORT to another one.`)
          : error,
      ),
    );
    server.listen(port, host, resolve);
  });
  return server;
}
