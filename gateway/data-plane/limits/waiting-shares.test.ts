// Who gets a place among the waiting handshakes when somebody takes all they can.
import { expect, it } from "vitest";
import { WaitingShares } from "#gateway/data-plane/limits/waiting-shares.ts";

/** Enters until refused; how many it got. */
function flood(shares: WaitingShares, apiId: string, address: () => string): number {
  let entered = 0;
  for (let from = address(); shares.findFull(apiId, from) === null; from = address()) {
    shares.enter(apiId, from);
    entered += 1;
  }
  return entered;
}

function manyAddresses(): () => string {
  let next = 0;
  return () => `10.${next >> 16}.${(next >> 8) & 255}.${next++ & 255}`;
}

it("lends an API what nobody else uses, and leaves a quarter", () => {
  const shares = new WaitingShares(100);
  expect(flood(shares, "hanging", manyAddresses())).toBe(75);
  expect(shares.findFull("hanging", "192.0.2.1")).toBe("api");
  expect(shares.findFull("other", "192.0.2.1")).toBeNull();
});

it("evens out what greedy APIs hold as their handshakes time out, and leaves room for one more", () => {
  const shares = new WaitingShares(1_000);
  const address = manyAddresses();
  const held = Array.from({ length: 20 }, () => [] as string[]);
  for (let round = 0; round < 1_000; round += 1) {
    for (const [api, addresses] of held.entries()) {
      const timedOut = addresses.shift();
      if (timedOut !== undefined) shares.leave(`hanging${api}`, timedOut);
      for (let from = address(); shares.findFull(`hanging${api}`, from) === null; from = address()) {
        shares.enter(`hanging${api}`, from);
        addresses.push(from);
      }
    }
  }
  for (const addresses of held) expect(Math.abs(addresses.length - 1_000 / (20 + 1 / 3))).toBeLessThan(3);
  expect(shares.findFull("other", "192.0.2.1")).toBeNull();
});

it("bounds an address over all APIs, and an IPv6 network as one address", () => {
  const shares = new WaitingShares(100);
  let host = 0;
  const network = () => `2001:db8:0:7::${(host++).toString(16)}`;
  const taken = ["a", "b", "c", "d"].map((api) => flood(shares, api, network));
  expect(taken.reduce((sum, each) => sum + each)).toBe(87);
  expect(shares.findFull("e", "2001:db8:0:7:ffff::1")).toBe("address");
  expect(shares.findFull("e", "2001:db8:0:8::1")).toBeNull();
});

it("gives places back", () => {
  const shares = new WaitingShares(2);
  shares.enter("a", "192.0.2.1");
  expect(shares.findFull("a", "192.0.2.1")).toBe("api");
  shares.enter("b", "192.0.2.2");
  expect(shares.findFull("c", "192.0.2.3")).toBe("gateway");
  shares.leave("a", "192.0.2.1");
  shares.leave("b", "192.0.2.2");
  expect(shares.taken).toBe(0);
  expect(shares.findFull("a", "192.0.2.1")).toBeNull();
});
