import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Arrival, findOrigin, normalAddress, parseTrustedProxies } from "./trusted-proxies.ts";

const arrival = (peerAddress: string, ...forwardedFor: string[]): Arrival => ({
  peerAddress,
  isTls: false,
  host: "sluice.test",
  forwardedFor,
  forwardedProto: ["https"],
  forwardedHost: ["public.test"],
});
const originOf = (setting: string | undefined, ...args: Parameters<typeof arrival>) =>
  findOrigin(parseTrustedProxies(setting), arrival(...args));

describe("TRUST_PROXY", () => {
  it.each(["33", "999", "proxy.example", "10.0.0.0/33", "10.0.0.1 , x", "-1", "1.5"])(
    "is refused when it is %j, by what is wrong with it",
    (text) => {
      expect(() => parseTrustedProxies(text)).toThrow(/at most 32|neither an address nor a range/);
    },
  );

  it.each([undefined, "", "  ", "0"])("believes nobody when it is %j", (text) => {
    expect(originOf(text, "192.0.2.1", "203.0.113.9")).toEqual({
      clientAddress: "192.0.2.1",
      path: ["192.0.2.1"],
      isTls: false,
      host: "sluice.test",
    });
  });
});

describe("the client's address", () => {
  it.each([
    ["a trusted proxy's client", "10.0.0.1", "10.0.0.1", ["203.0.113.9"], "203.0.113.9"],
    ["a claim of somebody who is not trusted", "10.0.0.1", "192.0.2.1", ["203.0.113.9"], "192.0.2.1"],
    [
      "a forged entry before the proxy's own",
      "10.0.0.0/8",
      "10.0.0.1",
      ["1.1.1.1, 203.0.113.9"],
      "203.0.113.9",
    ],
    ["two proxies", "10.0.0.0/8", "10.0.0.1", ["1.1.1.1, 203.0.113.9, 10.0.0.2"], "203.0.113.9"],
    [
      "fields on several lines",
      "10.0.0.0/8",
      "10.0.0.1",
      ["1.1.1.1, 203.0.113.9", "10.0.0.2"],
      "203.0.113.9",
    ],
    ["proxies only", "10.0.0.0/8", "10.0.0.1", ["10.0.0.3, 10.0.0.2"], "10.0.0.3"],
    ["no field at all", "10.0.0.0/8", "10.0.0.1", [], "10.0.0.1"],
    ["garbage at the right", "10.0.0.0/8", "10.0.0.1", ["203.0.113.9, unknown"], "10.0.0.1"],
    ["garbage behind a proxy", "10.0.0.0/8", "10.0.0.1", ["203.0.113.9, _x, 10.0.0.2"], "10.0.0.2"],
    ["one hop", "1", "192.0.2.1", ["1.1.1.1, 203.0.113.9"], "203.0.113.9"],
    ["two hops", "2", "192.0.2.1", ["1.1.1.1, 203.0.113.9, 192.0.2.2"], "203.0.113.9"],
    ["more hops than entries", "5", "192.0.2.1", ["203.0.113.9"], "203.0.113.9"],
    ["a mapped peer", "10.0.0.1", "::ffff:10.0.0.1", ["203.0.113.9:4711"], "203.0.113.9"],
    ["IPv6 with brackets and port", "::1", "::1", ["[2001:DB8:0::1]:443"], "2001:db8::1"],
  ])("of %s", (_name, setting, peer, fields, client) => {
    expect(originOf(setting, peer, ...fields).clientAddress).toBe(client);
  });

  it("comes with the way it took, so far as that is believed", () => {
    const { path } = originOf("10.0.0.0/8", "10.0.0.1", "1.1.1.1, 203.0.113.9, 10.0.0.2");
    expect(path).toEqual(["203.0.113.9", "10.0.0.2", "10.0.0.1"]);
  });

  it("never depends on what stands left of the first untrusted address", () => {
    fc.assert(
      fc.property(fc.array(fc.string()), fc.ipV4(), (forged, client) => {
        fc.pre(!client.startsWith("10."));
        const seen = originOf("10.0.0.0/8", "10.0.0.1", ...forged, client);
        expect(seen.clientAddress).toBe(client);
      }),
    );
  });

  it.each([
    ["fe80::1%eth0", "fe80::1"],
    ["127.0.0.1:80", "127.0.0.1"],
    ["[::1]", "::1"],
    ["::ffff:1.2.3.4", "1.2.3.4"],
    ["[::1]x", null],
    ["example.com:80", null],
  ])("%s is spelled %s", (text, expected) => {
    expect(normalAddress(text)).toBe(expected);
  });
});

describe("scheme and host", () => {
  it("are a trusted proxy's to say, nobody else's", () => {
    expect(originOf("10.0.0.1", "10.0.0.1", "203.0.113.9")).toMatchObject({
      isTls: true,
      host: "public.test",
    });
    expect(originOf("10.0.0.1", "192.0.2.1", "203.0.113.9")).toMatchObject({
      isTls: false,
      host: "sluice.test",
    });
  });

  it("are what the proxy added, not what its client sent along", () => {
    const forged = { ...arrival("10.0.0.1", "203.0.113.9"), isTls: false, forwardedProto: ["https, http"] };
    expect(findOrigin(parseTrustedProxies("10.0.0.1"), forged).isTls).toBe(false);
  });

  it.each(["evil.test/x", "a b", "user@host", "host:port", "", "[::1"])("ignores the host %j", (host) => {
    const odd = { ...arrival("10.0.0.1", "203.0.113.9"), forwardedHost: [host], forwardedProto: ["gopher"] };
    expect(findOrigin(parseTrustedProxies("10.0.0.1"), odd)).toMatchObject({
      isTls: false,
      host: "sluice.test",
    });
  });
});
