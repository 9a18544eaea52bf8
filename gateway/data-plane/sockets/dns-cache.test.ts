// How long an answer of the resolver is used, and what happens when the resolver fails.
import type { LookupAddress } from "node:dns";
import { expect, it } from "vitest";
import { DnsCache } from "#gateway/data-plane/sockets/dns-cache.ts";

const ONE: LookupAddress = { address: "192.0.2.1", family: 4 };
const SIX: LookupAddress = { address: "2001:db8::1", family: 6 };
const TWO: LookupAddress = { address: "192.0.2.2", family: 4 };

function start() {
  let nowMs = 0;
  let asked = 0;
  let answer: LookupAddress[] | Error = [ONE];
  const cache = new DnsCache(
    () => nowMs,
    (_hostname, done) => {
      asked += 1;
      const given = answer;
      queueMicrotask(() => (given instanceof Error ? done(given, []) : done(null, given)));
    },
  );
  return {
    advance: (ms: number) => {
      nowMs += ms;
    },
    answerWith: (next: LookupAddress[] | Error) => {
      answer = next;
    },
    asked: () => asked,
    all: (family = 0) =>
      new Promise((resolve) => {
        cache.lookup("backend.test", { all: true, family }, (error, found) =>
          resolve(error?.message ?? found),
        );
      }),
  };
}

it("asks once for many dials, and again after five seconds", async () => {
  const dns = start();
  await Promise.all([dns.all(), dns.all(), dns.all()]);
  dns.advance(2_499);
  expect(await dns.all()).toEqual([ONE]);
  expect(dns.asked()).toBe(1);
  dns.answerWith([TWO]);
  dns.advance(2_501);
  expect(await dns.all()).toEqual([TWO]);
  expect(dns.asked()).toBe(2);
});

it("goes on with the last answer while the resolver fails, for a minute", async () => {
  const dns = start();
  await dns.all();
  dns.answerWith(new Error("resolver down"));
  dns.advance(59_999);
  expect(await dns.all()).toEqual([ONE]);
  dns.advance(1);
  expect(await dns.all()).toBe("resolver down");
});

it("renews an answer in use before it is too old, without a dial that waits", async () => {
  const dns = start();
  await dns.all();
  dns.answerWith([TWO]);
  dns.advance(2_500);
  expect(await Promise.all([dns.all(), dns.all()])).toEqual([[ONE], [ONE]]);
  expect(dns.asked()).toBe(2);
  expect(await dns.all()).toEqual([TWO]);
});

it("goes on with the last answer while the resolver is silent, and follows it when it speaks", async () => {
  let nowMs = 0;
  const asked: ((error: null, found: LookupAddress[]) => void)[] = [];
  const cache = new DnsCache(
    () => nowMs,
    (_hostname, done) => asked.push(done),
  );
  const find = () =>
    new Promise((resolve) => {
      cache.lookup("backend.test", { all: true }, (_error, found) => resolve(found));
    });
  const first = find();
  asked[0]?.(null, [ONE]);
  expect(await first).toEqual([ONE]);
  nowMs = 5_000;
  expect(await find()).toEqual([ONE]);
  expect(await find()).toEqual([ONE]);
  expect(asked).toHaveLength(2);
  asked[1]?.(null, [TWO]);
  expect(await find()).toEqual([TWO]);
});

it("gives only addresses of the family that is asked for", async () => {
  const dns = start();
  dns.answerWith([SIX, ONE]);
  expect(await dns.all()).toEqual([SIX, ONE]);
  expect(await dns.all(4)).toEqual([ONE]);
});
