// What a topic demands of handshakes, on real sockets: who is refused, in which words, and after what.
import { describe, expect, it } from "vitest";
import {
  credential,
  credentialEntry,
  type RouteOverrides,
  route,
  routeEntry,
  startGateway,
  topic,
} from "#gateway/data-plane/test-kit/gateway.ts";
import {
  dialWire,
  openPair,
  refusalTo,
  startRawBackend,
  upgradeRequest,
  upgradeResponse,
} from "#gateway/data-plane/test-kit/wire.ts";
import type { HandshakeParameters } from "#lib/routes/route-record.ts";

const PATH = "/echo/1.0.0/prices";
const demands: HandshakeParameters = {
  query: [
    { name: "lang", isRequired: true, values: ["en", "de"] },
    { name: "depth", isRequired: false, type: "integer" },
    { name: "depth", isRequired: false, values: [5, 10] },
    { name: "live", isRequired: false, type: "boolean" },
    { name: "min price", isRequired: false, type: "number" },
  ],
  headers: [{ name: "x-client", isRequired: true }],
};

async function start(overrides: RouteOverrides = {}, handshake = demands) {
  const backend = await startRawBackend();
  const topics = [topic("/prices", { handshake }), topic("/free")];
  const record = route(backend.url, { topics, security: { apiKey: false }, ...overrides });
  const gateway = await startGateway([routeEntry(record), credentialEntry(credential("good-credential-16"))]);
  const refusal = async (target: string, headers: Record<string, string> = { "X-Client": "test" }) => {
    const { status, problem } = await refusalTo(gateway.wsPort, upgradeRequest(target, headers));
    return { status, code: problem.code, detail: String(problem.detail) };
  };
  return { backend, gateway, record, refusal };
}

describe("a handshake that lacks what its topic demands", () => {
  it.each([
    ["", "query_parameter_missing", "lang"],
    ["?Lang=en", "query_parameter_missing", "lang"],
    ["?x=1;lang=en", "query_parameter_missing", "lang"],
    ["?lang=", "query_parameter_invalid", "lang"],
    ["?lang=secret-value", "query_parameter_invalid", "lang"],
    ["?lang=en&lang=secret-value", "query_parameter_invalid", "lang"],
    ["?lang=en&depth=secret-value", "query_parameter_invalid", "depth"],
    ["?lang=en&depth=7", "query_parameter_invalid", "depth"],
    ["?lang=en&depth=1e1", "query_parameter_invalid", "depth"],
    ["?lang=en&live=TRUE", "query_parameter_invalid", "live"],
    ["?lang=en&min+price=Infinity", "query_parameter_invalid", "min price"],
    ["?lang=en&min%20price=", "query_parameter_invalid", "min price"],
  ])("gets 400 for %s: %s, told the name and not the value", async (query, code, name) => {
    const { refusal, gateway } = await start();
    const refused = await refusal(PATH + query);
    expect(refused).toMatchObject({ status: 400, code });
    expect(refused.detail).toContain(`\`${name}\``);
    expect(refused.detail).not.toContain("secret-value");
    expect(gateway.plane.stats()).toMatchObject({ refusedHandshakes: 1, acceptedConnections: 0 });
  });

  it("gets 400 for a header", async () => {
    const { refusal } = await start();
    expect(await refusal(`${PATH}?lang=en`, {})).toMatchObject({
      status: 400,
      code: "header_missing",
      detail: "The API demands the header `x-client`: send it with the handshake.",
    });
    const other = await start({}, { query: [], headers: [{ name: "x-v", isRequired: true, values: [2] }] });
    expect(await other.refusal(PATH, { "X-V": "3" })).toMatchObject({ status: 400, code: "header_invalid" });
  });

  it("hears of its credential and its origin first", async () => {
    const security = { apiKey: true, originRule: { kind: "none" } } as const;
    const { refusal } = await start({ security });
    const page = { Origin: "https://app.example" };
    expect(await refusal(PATH)).toMatchObject({ status: 401, code: "credential_missing" });
    expect(await refusal(`${PATH}?apikey=wrong`)).toMatchObject({ code: "credential_invalid" });
    expect(await refusal(`${PATH}?apikey=good-credential-16`, page)).toMatchObject({
      code: "origin_refused",
    });
    expect(await refusal(`${PATH}?apikey=good-credential-16`)).toMatchObject({
      code: "query_parameter_missing",
    });
  });

  it("is not helped by a credential, which the backend would not get", async () => {
    const token = { query: [{ name: "token", isRequired: true }], headers: [] };
    const { refusal } = await start({ security: { apiKey: true } }, token);
    const key = { apikey: "good-credential-16" };
    expect(await refusal(`${PATH}?token=good-credential-16`, key)).toMatchObject({
      code: "query_parameter_missing",
    });
  });
});

describe("a handshake that brings what its topic demands", () => {
  it.each(["?lang=en", "?depth=5&l%61ng=de&other", "?lang=en&depth=10.0&live=false&min+price=-1.5e3"])(
    "passes untouched: %s",
    async (query) => {
      const { gateway, backend } = await start();
      const { requestHead } = await openPair(gateway.wsPort, backend, PATH + query, { "x-CLIENT": "" });
      expect(requestHead.split(" ")[1]).toBe(`/prices${query}`);
    },
  );

  it("and one on a topic that demands nothing passes as before", async () => {
    const { gateway, backend } = await start();
    const { requestHead } = await openPair(gateway.wsPort, backend, "/echo/1.0.0/free");
    expect(requestHead.split(" ")[1]).toBe("/free");
  });
});

describe("a demand that is deployed", () => {
  it("judges handshakes under way too, and leaves connections alone", async () => {
    const backend = await startRawBackend();
    const free = route(backend.url, { topics: [topic("/prices")] });
    const gateway = await startGateway([routeEntry(free)]);
    const { client, upstream } = await openPair(gateway.wsPort, backend, PATH);
    const late = await dialWire(gateway.wsPort);
    late.send(upgradeRequest(PATH));
    const lateUpstream = await backend.accept();
    const lateHead = await lateUpstream.readHead();
    const topics = [topic("/prices", { handshake: demands })];
    gateway.apply(routeEntry(route(backend.url, { revision: 2, topics })));
    lateUpstream.send(upgradeResponse(lateHead));
    expect((await late.readAll()).toString()).toContain('"code":"query_parameter_missing"');
    upstream.send(Buffer.from([0x81, 0x02, 0x68, 0x69]));
    expect(await client.read(4)).toEqual(Buffer.from([0x81, 0x02, 0x68, 0x69]));
  });
});
