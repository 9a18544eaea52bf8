// Deny policies: which handshakes they refuse, and which open connections they close.
import { describe, expect, it } from "vitest";
import { apiKey, applicationEntry, denyEntry, planEntry } from "#gateway/data-plane/test-kit/consumers.ts";
import {
  credential,
  credentialEntry,
  route,
  routeEntry,
  startGateway,
} from "#gateway/data-plane/test-kit/gateway.ts";
import {
  openPair,
  refusalTo,
  startRawBackend,
  upgradeRequest,
  upgradeResponse,
  type Wire,
} from "#gateway/data-plane/test-kit/wire.ts";
import { parseTrustedProxies } from "#lib/network/trusted-proxies.ts";
import type { DenySubject } from "#lib/routes/deny-record.ts";

const path = "/echo/1.0.0";
const byKey = { apikey: "secret" };
const byTestKey = { apikey: "test" };
const from = (address: string) => ({ ...byKey, "X-Forwarded-For": address });
const CLOSED = "4403 Denied by an administrator's policy";

async function start(trusted = "127.0.0.1") {
  const backend = await startRawBackend();
  const record = route(backend.url, { security: { apiKey: true } });
  const gateway = await startGateway(
    [
      planEntry(),
      applicationEntry(),
      credentialEntry(apiKey("secret")),
      credentialEntry(credential("test")),
      routeEntry(record),
    ],
    { trustedProxies: parseTrustedProxies(trusted) },
  );
  return {
    record,
    gateway,
    backend,
    open: (headers: Record<string, string> = byKey) => openPair(gateway.wsPort, backend, path, headers),
    refusal: async (headers: Record<string, string> = byKey) => {
      const { status, problem } = await refusalTo(gateway.wsPort, upgradeRequest(path, headers));
      return [status, problem.code];
    },
  };
}

/** Code and reason of the Close frame that is all a client still gets. */
async function closeOf(client: Wire): Promise<string> {
  const bytes = await client.readAll();
  expect(bytes[0]).toBe(0x88);
  return `${bytes.readUInt16BE(2)} ${bytes.subarray(4).toString()}`;
}

const denied = [403, "denied_by_policy"];

describe("a deny policy", () => {
  it.each<[DenySubject, string]>([
    ["address", "127.0.0.1"],
    ["address", "127.0.0.0/8"],
    ["address", "::ffff:127.0.0.0/104"],
    ["application", "shop"],
    ["user", "anna"],
    ["api", "/echo/1.0.0"],
    ["api", "/echo"],
  ])("of the %s %s refuses at once, and lets in again once it is off", async (subject, value) => {
    const { gateway, open, refusal } = await start();
    gateway.apply(denyEntry(subject, value));
    expect(await refusal()).toEqual(denied);
    gateway.apply({ kind: "deny", id: `deny-${subject}`, record: null });
    await open();
  });

  it.each<[DenySubject, string]>([
    ["address", "192.0.2.0/24"],
    ["address", "2001:db8::/32"],
    ["application", "other"],
    ["user", "berta"],
    ["api", "/ech"],
    ["api", "/echo/1.0"],
    ["api", "/echo/1.0.0/rooms"],
  ])("of the %s %s concerns nobody else", async (subject, value) => {
    const { gateway, open } = await start();
    const { client, upstream } = await open();
    gateway.apply(denyEntry(subject, value));
    await open();
    client.send(Buffer.from([0x81, 0x80, 0, 0, 0, 0]));
    expect(await upstream.read(6)).toBeDefined();
  });

  it("looks at the address that proxies can be believed about", async () => {
    const { gateway, open, refusal } = await start();
    gateway.apply(denyEntry("address", "192.0.2.0/24"));
    expect(await refusal(from("192.0.2.7"))).toEqual(denied);
    expect(await refusal(from("::ffff:192.0.2.8"))).toEqual(denied);
    await open(from("192.0.3.7"));
    const untrusting = await start("");
    untrusting.gateway.apply(denyEntry("address", "192.0.2.0/24"));
    await untrusting.open(from("192.0.2.7"));
  });

  it("comes before the credential, so that nothing is learnt of it, and holds without one", async () => {
    const { gateway, refusal } = await start();
    gateway.apply(denyEntry("address", "127.0.0.1"));
    expect(await refusal({ apikey: "guess" })).toEqual(denied);
    expect(await refusal({})).toEqual(denied);
  });

  it("tells the client neither what it denies nor why", async () => {
    const { gateway } = await start();
    gateway.apply(denyEntry("application", "shop"));
    const { problem } = await refusalTo(gateway.wsPort, upgradeRequest(path, byKey));
    expect(problem.title).toBe("Denied by policy");
    expect(JSON.stringify(problem)).not.toMatch(/shop|application|deny-/);
  });

  it("of an application leaves test keys alone", async () => {
    const { gateway, open } = await start();
    gateway.apply(denyEntry("application", "shop"));
    await open(byTestKey);
  });

  it("ends by itself", async () => {
    const { gateway, open, refusal } = await start();
    gateway.apply(denyEntry("api", "/echo", Date.now() + 60_000));
    expect(await refusal()).toEqual(denied);
    gateway.advance(60_001);
    await open();
  });

  it.each<[DenySubject, string]>([
    ["address", "192.0.2.7"],
    ["application", "shop"],
    ["user", "anna"],
  ])("of the %s %s closes the open connections that it concerns, and no others", async (subject, value) => {
    const { gateway, open } = await start();
    const concerned = await open(from("192.0.2.7"));
    const other = await open({ ...byTestKey, "X-Forwarded-For": "192.0.2.8" });
    gateway.apply(denyEntry(subject, value));
    expect(await closeOf(concerned.client)).toBe(CLOSED);
    other.client.send(Buffer.from([0x81, 0x80, 0, 0, 0, 0]));
    expect(await other.upstream.read(6)).toBeDefined();
  });

  it("of an API closes all its connections, and none of another API", async () => {
    const { gateway, backend, record, open } = await start();
    gateway.apply(
      routeEntry({
        ...record,
        apiId: "other",
        basePaths: ["/echoes/1.0.0"],
        security: { ...record.security, apiKey: false },
      }),
    );
    const other = await openPair(gateway.wsPort, backend, "/echoes/1.0.0");
    const { client } = await open();
    gateway.apply(denyEntry("api", "/echo"));
    expect(await closeOf(client)).toBe(CLOSED);
    other.client.send(Buffer.from([0x81, 0x80, 0, 0, 0, 0]));
    expect(await other.upstream.read(6)).toBeDefined();
  });

  it("holds for an API that takes the path only later", async () => {
    const { gateway, record, open } = await start();
    gateway.apply(denyEntry("api", "/shop"));
    const { client } = await open();
    gateway.apply(routeEntry({ ...record, basePaths: [...record.basePaths, "/Shop/2.0.0"] }));
    expect(await closeOf(client)).toBe(CLOSED);
  });

  it("that comes while the backend is dialled refuses after all", async () => {
    const { gateway, backend } = await start();
    const client = refusalTo(gateway.wsPort, upgradeRequest(path, byKey));
    const upstream = await backend.accept();
    const requestHead = await upstream.readHead();
    gateway.apply(denyEntry("user", "anna"));
    upstream.send(upgradeResponse(requestHead));
    expect((await client).problem.code).toBe("denied_by_policy");
  });
});
