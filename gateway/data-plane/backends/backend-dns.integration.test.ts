// Names of backends, dialled on real sockets with a resolver of the test's own: addresses that change, and that are dead.
import type { LookupAddress } from "node:dns";
import { once } from "node:events";
import { createServer, type Server } from "node:net";
import { createSecureContext } from "node:tls";
import { expect, it, onTestFinished } from "vitest";
import { type DialFailure, type Dialled, dial } from "#gateway/data-plane/backends/dial.ts";
import { DnsCache } from "#gateway/data-plane/sockets/dns-cache.ts";
import { SAMPLE_KEY, upgradeRequest, upgradeResponse } from "#gateway/data-plane/test-kit/wire.ts";
import { parseEndpoint } from "#lib/routes/backend-url.ts";

/** A backend that answers any handshake and names its address. */
async function listen(host: string, port: number): Promise<number> {
  const server: Server = createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", (head) =>
      socket.write(upgradeResponse(head.toString("latin1"), { "X-Address": host })),
    );
  });
  server.listen(port, host);
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

function start(port: number, answer: LookupAddress[]) {
  let nowMs = 0;
  let current = answer;
  const cache = new DnsCache(
    () => nowMs,
    (_hostname, done) => queueMicrotask(() => done(null, current)),
  );
  const endpoint = parseEndpoint(`ws://backend.test:${port}`);
  if (endpoint === null) throw new Error("not an endpoint");
  const reach = async (): Promise<string | undefined> => {
    const { promise, resolve } = Promise.withResolvers<Dialled | DialFailure>();
    dial(
      {
        endpoint,
        secureContext: createSecureContext(),
        serverName: "",
        lookup: cache.lookup,
        requestHead: upgradeRequest("/"),
        key: SAMPLE_KEY,
        protocols: [],
        extensions: null,
        backendRefusals: "explain",
        connectTimeoutMs: 10_000,
        monotonicNow: () => performance.now(),
        timeoutMs: 10_000,
      },
      resolve,
    );
    const outcome = await promise;
    if ("refusal" in outcome) return outcome.refusal.extras.cause;
    outcome.backend.socket.on("error", () => {}).destroy();
    return outcome.head.fields.find(({ lowerName }) => lowerName === "x-address")?.value;
  };
  return {
    reach,
    move: (addresses: LookupAddress[]) => {
      current = addresses;
      nowMs += 5_000;
    },
  };
}

const v4 = (address: string): LookupAddress => ({ address, family: 4 });

it("follows a name that moves to another address", async () => {
  const port = await listen("127.0.0.1", 0);
  await listen("127.0.0.2", port);
  const name = start(port, [v4("127.0.0.1")]);
  expect(await name.reach()).toBe("127.0.0.1");
  name.move([v4("127.0.0.2")]);
  expect(await name.reach()).toBe("127.0.0.2");
});

it("tries the other addresses of a name where the first is dead", async () => {
  const port = await listen("127.0.0.1", 0);
  const name = start(port, [v4("127.0.0.3"), v4("127.0.0.1")]);
  expect(await name.reach()).toBe("127.0.0.1");
});
