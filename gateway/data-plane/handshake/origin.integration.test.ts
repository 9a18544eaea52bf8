// Which web pages may connect, on real sockets: who is refused in which words, and whose cookies the backend gets.
import { describe, expect, it } from "vitest";
import {
  credential,
  credentialEntry,
  route,
  routeEntry,
  startGateway,
  type TestGateway,
} from "#gateway/data-plane/test-kit/gateway.ts";
import {
  dialWire,
  openPair,
  type RawBackend,
  refusalTo,
  startRawBackend,
  upgradeRequest,
  upgradeResponse,
} from "#gateway/data-plane/test-kit/wire.ts";
import type { OriginRule } from "#lib/routes/origin-rule.ts";

const PATH = "/echo/1.0.0";
const COOKIE = "shop_session=of-the-victim";
const sites: OriginRule = { kind: "listed", origins: ["https://app.example", "https://*.example.com"] };
const any: OriginRule = { kind: "any" };
const none: OriginRule = { kind: "none" };

async function start(
  originRule: OriginRule,
  apiKey = false,
): Promise<{ gateway: TestGateway; backend: RawBackend }> {
  const backend = await startRawBackend();
  const record = route(backend.url, { security: { apiKey, originRule } });
  return { backend, gateway: await startGateway([routeEntry(record), credentialEntry(credential("good"))]) };
}

/** A handshake with a browser's cookie and, one header each, these origins. */
function request(...origins: string[]): string {
  const lines = origins.map((origin) => `Origin: ${origin}\r\n`).join("");
  return upgradeRequest(PATH, { Cookie: COOKIE }).replace("\r\nUpgrade:", `\r\n${lines}Upgrade:`);
}

describe("a page that the rule does not admit", () => {
  it.each<[string, OriginRule, string[], RegExp]>([
    [
      "of another site",
      sites,
      ["https://evil.example"],
      /page of https:\/\/evil\.example\. .*add this one.*Runtime page/,
    ],
    ["of a site named alike", sites, ["https://evilapp.example"], /page of https:\/\/evilapp\.example\./],
    ["of another port", sites, ["https://app.example:8443"], /page of https:\/\/app\.example:8443\./],
    ["without TLS", sites, ["http://app.example"], /page of http:\/\/app\.example\./],
    ["of the name above a suffix", sites, ["https://example.com"], /page of https:\/\/example\.com\./],
    ["with a dot at the end", sites, ["https://app.example."], /page of https:\/\/app\.example\.\./],
    ["with user information", sites, ["https://app.example@evil.example"], /names no site/],
    ["with a path", sites, ["https://app.example/"], /names no site \(`https:\/\/app\.example\/`\)/],
    ["of a sandboxed frame", sites, ["null"], /`Origin: null`/],
    ["of an empty origin", sites, [""], /names no site/],
    ["of two origins", sites, ["https://app.example", "https://evil.example"], /several Origin headers/],
    ["of two equal origins", sites, ["https://app.example", "https://app.example"], /several Origin headers/],
    ["of whichever site, where none may", none, ["https://app.example"], /takes no web pages/],
    ["of a sandboxed frame, where none may", none, ["null"], /takes no web pages/],
  ])("gets 403 origin_refused: one %s", async (_name, rule, origins, words) => {
    const { gateway } = await start(rule);
    const { status, problem } = await refusalTo(gateway.wsPort, request(...origins));
    expect([status, problem.code]).toEqual([403, "origin_refused"]);
    expect(problem.detail).toMatch(words);
    expect(gateway.plane.stats()).toMatchObject({ refusedHandshakes: 1, acceptedConnections: 0 });
  });

  it("is told no more of its header than can be printed", async () => {
    const { gateway } = await start(sites);
    const { problem } = await refusalTo(gateway.wsPort, request(`b\xfccher "\\${"x".repeat(500)}`));
    expect(problem.detail).toMatch(/`b\?cher "\\x{91}`/);
    expect(String(problem.detail).length).toBeLessThan(400);
  });

  it("hears of its credential first: where no key opens the API, its origin says nothing", async () => {
    const { gateway } = await start(sites, true);
    const codeOf = async (headers: Record<string, string>) =>
      (await refusalTo(gateway.wsPort, upgradeRequest(PATH, { Origin: "https://evil.example", ...headers })))
        .problem.code;
    expect(await codeOf({})).toBe("credential_missing");
    expect(await codeOf({ apikey: "guess" })).toBe("credential_invalid");
    expect(await codeOf({ apikey: "good" })).toBe("origin_refused");
  });
});

describe("cookies", () => {
  it.each<[string, OriginRule, string[], boolean]>([
    ["of a listed site reach the backend", sites, ["https://app.example"], true],
    ["of a listed site in another spelling reach it", sites, ["HTTPS://App.Example:443"], true],
    ["of a host below a listed suffix reach it", sites, ["https://a.b.example.com"], true],
    ["of a client that is no page reach it", sites, [], true],
    ["of a client that is no page reach it where no page may", none, [], true],
    ["of a client that is no page reach it where any page may", any, [], true],
    ["of whichever page stay behind where any may", any, ["https://evil.example"], false],
    ["of a sandboxed frame stay behind", any, ["null"], false],
    ["of an empty origin stay behind", any, [""], false],
    ["of two origins stay behind", any, ["https://app.example", "https://app.example"], false],
  ])("%s", async (_name, rule, origins, isPassed) => {
    const { gateway, backend } = await start(rule);
    const client = await dialWire(gateway.wsPort);
    client.send(request(...origins).replace("Cookie:", "cOOkie:"));
    const head = await (await backend.accept()).readHead();
    expect(head.includes("of-the-victim")).toBe(isPassed);
    for (const origin of origins) expect(head).toContain(`Origin: ${origin}\r\n`);
  });
});

describe("what a browser adds of itself", () => {
  const ambient = [
    "Authorization: Basic dmljdGltOnB3",
    "aUTHORIZATION: Negotiate YII=",
    "Proxy-Authorization: NTLM x",
  ];

  it.each<[string, OriginRule, string[], number]>([
    ["of a listed site passes", sites, ["https://app.example"], 2],
    ["of a client that is no page passes", any, [], 2],
    ["of whichever page stays behind where any may", any, ["https://evil.example"], 0],
    ["of a sandboxed frame stays behind", any, ["null"], 0],
    ["of two origins stays behind", any, ["https://app.example", "https://app.example"], 0],
  ])("as Authorization, %s", async (_name, rule, origins, passed) => {
    const { gateway, backend } = await start(rule);
    const client = await dialWire(gateway.wsPort);
    client.send(request(...origins).replace("Upgrade:", `${ambient.join("\r\n")}\r\nUpgrade:`));
    const head = await (await backend.accept()).readHead();
    expect(head.match(/^authorization:/gim) ?? []).toHaveLength(passed);
    expect(head).not.toMatch(/proxy-authorization/i);
  });

  it("gives way to the endpoint's own Authorization, which goes to the backend whoever asks", async () => {
    const backend = await startRawBackend();
    const headers = [{ name: "Authorization", value: "Bearer of-the-endpoint" }];
    const record = route({ headers, backends: [{ url: backend.url }] }, { security: { originRule: any } });
    const gateway = await startGateway([routeEntry(record)]);
    const page = { Origin: "https://evil.example", Authorization: "Basic dmljdGltOnB3" };
    const { requestHead } = await openPair(gateway.wsPort, backend, PATH, page);
    expect(requestHead.match(/^authorization:.*/gim)).toEqual(["Authorization: Bearer of-the-endpoint"]);
  });
});

describe("a backend's cookies", () => {
  it.each<[string, OriginRule, string[], boolean]>([
    ["reach a listed site", sites, ["https://app.example"], true],
    ["reach a client that is no page", any, [], true],
    ["do not reach whichever page may connect", any, ["https://evil.example"], false],
    ["do not reach a sandboxed frame", any, ["null"], false],
  ])("%s", async (_name, rule, origins, isPassed) => {
    const { gateway, backend } = await start(rule);
    const client = await dialWire(gateway.wsPort);
    client.send(request(...origins));
    const upstream = await backend.accept();
    const evicting = Array.from({ length: 180 }, (_, at) => `sET-cOOKIE: e${at}=1; Path=/\r\n`).join("");
    const answer = upgradeResponse(await upstream.readHead(), { "X-Theirs": "1" });
    upstream.send(answer.replace("Upgrade:", `${evicting}Upgrade:`));
    const head = await client.readHead();
    expect(head).toMatch(/^HTTP\/1\.1 101 .*X-Theirs: 1\r\n/s);
    expect(head.match(/^set-cookie:/gim) ?? []).toHaveLength(isPassed ? 20 : 0);
  });
});

describe("a changed rule", () => {
  it("judges handshakes from then on, and those under way, and leaves connections alone", async () => {
    const { gateway, backend } = await start(any);
    const page = { Origin: "https://evil.example" };
    const { client, upstream } = await openPair(gateway.wsPort, backend, PATH, page);
    const late = await dialWire(gateway.wsPort);
    late.send(upgradeRequest(PATH, page));
    const lateUpstream = await backend.accept();
    const lateHead = await lateUpstream.readHead();

    gateway.apply(routeEntry(route(backend.url, { revision: 2, security: { originRule: sites } })));
    lateUpstream.send(upgradeResponse(lateHead));
    expect((await late.readAll()).toString()).toContain('"code":"origin_refused"');
    const refused = await refusalTo(gateway.wsPort, upgradeRequest(PATH, page));
    expect(refused.problem.code).toBe("origin_refused");

    upstream.send(Buffer.from([0x81, 0x02, 0x68, 0x69]));
    expect(await client.read(4)).toEqual(Buffer.from([0x81, 0x02, 0x68, 0x69]));
  });
});
