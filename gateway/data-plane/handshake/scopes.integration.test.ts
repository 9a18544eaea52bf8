// Scopes that a topic requires, on real sockets: for keys and tokens alike, at the handshake and for each direction.
import { describe, expect, it } from "vitest";
import {
  apiKey,
  applicationEntry,
  oauthClientEntry,
  planEntry,
  testIssuer,
} from "#gateway/data-plane/test-kit/consumers.ts";
import { clientFrame, frame } from "#gateway/data-plane/test-kit/frames.ts";
import {
  credential,
  credentialEntry,
  route,
  routeEntry,
  startGateway,
  topic,
} from "#gateway/data-plane/test-kit/gateway.ts";
import {
  openPair,
  refusalTo,
  startRawBackend,
  upgradeRequest,
  type Wire,
} from "#gateway/data-plane/test-kit/wire.ts";
import { defaultTopicPolicy } from "#lib/routes/limits.ts";
import type { TopicRoute } from "#lib/routes/route-record.ts";

const path = "/echo/1.0.0";
const PING = 9;
const scopes = { subscribe: ["chat:read"], publish: ["chat:write"] };
const MAY_NOT_SEND = "4403 Sending on this topic needs a scope that the credential does not have";

async function start(own: Partial<TopicRoute> = {}) {
  const issuer = testIssuer();
  const backend = await startRawBackend();
  const record = (more: Partial<TopicRoute> = {}, revision = 1) =>
    routeEntry(
      route(backend.url, {
        revision,
        security: { apiKey: true, oauth2: true },
        topics: [topic("/*", { scopes, ...own, ...more })],
      }),
    );
  const key = (held: string[]) => credentialEntry(apiKey("secret", { scopes: held }));
  const gateway = await startGateway([
    ...[planEntry(), applicationEntry(), oauthClientEntry(), issuer.entry],
    ...[record(), key([]), credentialEntry(credential("test"))],
  ]);
  const bearerOf = {
    key: async (held: string[]) => {
      gateway.apply(key(held));
      return "secret";
    },
    token: (held: string[]) => issuer.sign(held.length === 0 ? {} : { scope: held.join(" ") }),
    ticket: async (held: string[]) => {
      const exp = Math.floor(Date.now() / 1_000) + 600;
      const token = { jti: "t", secret_id: "secret-1", kid: "key-1", exp, scope: held.join(" ") };
      return issuer.signTicket("client", { token });
    },
  };
  const headersOf = (text: string) => ({ Authorization: `Bearer ${text}` });
  return {
    ...{ gateway, record, key, bearerOf },
    open: (text: string) => openPair(gateway.wsPort, backend, path, headersOf(text)),
    openWithout: () => openPair(gateway.wsPort, backend, path, {}),
    refusal: (text: string | null) =>
      refusalTo(gateway.wsPort, upgradeRequest(path, text === null ? {} : headersOf(text))),
  };
}

async function closeOf(client: Wire): Promise<string> {
  const bytes = await client.readAll();
  expect(bytes[0]).toBe(0x88);
  return `${bytes.readUInt16BE(2)} ${bytes.subarray(4).toString()}`;
}

describe.each(["key", "token", "ticket"] as const)("a topic that requires scopes, with a %s", (kind) => {
  it("refuses with 403 insufficient_scope who has none of them, and names them", async () => {
    const { bearerOf, refusal } = await start();
    for (const held of [[], ["chat:admin"]]) {
      const { status, problem, headers } = await refusal(await bearerOf[kind](held));
      expect([status, problem.code]).toEqual([403, "insufficient_scope"]);
      expect(headers.get("www-authenticate")).toContain(
        'error="insufficient_scope", scope="chat:read chat:write"',
      );
    }
  });

  it.each([false, true])(
    "lets who lacks the publish scope listen and not send (inspected: %s)",
    async (inspect) => {
      const { bearerOf, open } = await start({ policy: { ...defaultTopicPolicy, inspect } });
      const { client, upstream } = await open(await bearerOf[kind](["chat:read"]));
      upstream.send(frame("news"));
      expect(await client.read(6)).toEqual(frame("news"));
      client.send(clientFrame("order 66"));
      expect(await closeOf(client)).toBe(MAY_NOT_SEND);
      expect((await upstream.readAll())[0]).toBe(0x88);
    },
  );

  it("lets who lacks the subscribe scope send and hear nothing", async () => {
    const { bearerOf, open } = await start();
    const { client, upstream } = await open(await bearerOf[kind](["chat:write"]));
    const ping = frame("!", { opcode: PING });
    upstream.send(Buffer.concat([frame("news"), ping]));
    expect(await client.read(ping.length)).toEqual(ping);
    client.send(clientFrame("hello"));
    expect((await upstream.read(11))[0]).toBe(0x81);
  });

  it("lets who has both do both", async () => {
    const { bearerOf, open } = await start();
    const { client, upstream } = await open(await bearerOf[kind](["chat:read", "chat:write"]));
    client.send(clientFrame("hello"));
    expect((await upstream.read(11))[0]).toBe(0x81);
    upstream.send(frame("news"));
    expect(await client.read(6)).toEqual(frame("news"));
  });
});

describe("a topic", () => {
  it("takes any one of several scopes, and asks for none in a direction that names none", async () => {
    const { bearerOf, open } = await start({ scopes: { subscribe: [], publish: ["a", "b"] } });
    const { client, upstream } = await open(await bearerOf.key(["b"]));
    client.send(clientFrame("hello"));
    expect((await upstream.read(11))[0]).toBe(0x81);
    const listener = await open(await bearerOf.token([]));
    listener.client.send(clientFrame("hello"));
    expect(await closeOf(listener.client)).toBe(MAY_NOT_SEND);
  });

  it("refuses where the one direction that it has is not permitted", async () => {
    const { bearerOf, refusal } = await start({ publish: false });
    const { problem, headers } = await refusal(await bearerOf.key(["chat:write"]));
    expect(problem.code).toBe("insufficient_scope");
    expect(headers.get("www-authenticate")).toContain('scope="chat:read"');
  });

  it("asks whoever is anonymous for a credential, and lets them have what needs no scope", async () => {
    const { gateway, record, refusal, openWithout } = await start({ isSecured: false });
    const anonymous = await refusal(null);
    expect([anonymous.status, anonymous.problem.code]).toEqual([401, "credential_missing"]);
    expect((await refusal("nonsense")).problem.code).toBe("credential_invalid");
    gateway.apply(record({ scopes: { ...scopes, subscribe: [] } }, 2));
    const { client } = await openWithout();
    client.send(clientFrame("hello"));
    expect(await closeOf(client)).toBe(MAY_NOT_SEND);
  });

  it("is open to a test key, whatever it requires", async () => {
    const { open } = await start();
    const { client, upstream } = await open("test");
    client.send(clientFrame("hello"));
    expect((await upstream.read(11))[0]).toBe(0x81);
  });
});

describe("a key that has lost a scope", () => {
  it("is limited at the next handshake, refused once none is left, and open again with what comes back", async () => {
    const { gateway, key, bearerOf, open, refusal } = await start();
    const text = await bearerOf.key(["chat:read", "chat:write"]);
    gateway.apply(key(["chat:read"]));
    const listener = await open(text);
    listener.client.send(clientFrame("hello"));
    expect(await closeOf(listener.client)).toBe(MAY_NOT_SEND);
    gateway.apply(key([]));
    const { status, problem } = await refusal(text);
    expect([status, problem.code]).toEqual([403, "insufficient_scope"]);
    gateway.apply(key(["chat:write"]));
    const { client, upstream } = await open(text);
    client.send(clientFrame("hello"));
    expect((await upstream.read(11))[0]).toBe(0x81);
  });
});

describe("a live connection", () => {
  it("may send once its topic requires no scope for it any more, and not once it does again", async () => {
    const { gateway, record, bearerOf, open } = await start();
    const { client, upstream } = await open(await bearerOf.key(["chat:read"]));
    gateway.apply(record({ scopes: { ...scopes, publish: [] } }, 2));
    client.send(clientFrame("hello"));
    expect((await upstream.read(11))[0]).toBe(0x81);
    gateway.apply(record({}, 3));
    client.send(clientFrame("hello"));
    expect(await closeOf(client)).toBe(MAY_NOT_SEND);
  });

  it("follows the scopes of its key, and is closed when no direction is left", async () => {
    const { gateway, key, bearerOf, open } = await start();
    const { client, upstream } = await open(await bearerOf.key(["chat:read", "chat:write"]));
    gateway.apply(key(["chat:write"]));
    const ping = frame("!", { opcode: PING });
    upstream.send(Buffer.concat([frame("news"), ping]));
    expect(await client.read(ping.length)).toEqual(ping);
    gateway.apply(key([]));
    expect(await closeOf(client)).toBe("4403 This topic now requires another scope");
  });
});
