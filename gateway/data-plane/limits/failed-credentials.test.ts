import { expect, it } from "vitest";
import { SharedCounts } from "#gateway/control-plane/shared-counts.ts";
import { FailedCredentials } from "./failed-credentials.ts";

const MINUTE = 60_000;

function countUpTo(most: number) {
  const clock = { nowMs: 10 * MINUTE + 15_000 };
  const failed = new FailedCredentials(most, () => clock.nowMs);
  const fail = (address: string, times: number) => {
    for (let count = 0; count < times; count += 1) failed.add(address);
  };
  return { clock, failed, fail };
}

it("makes a network wait for the rest of the minute once it had as many failures as are borne", () => {
  const { clock, failed, fail } = countUpTo(3);
  fail("192.0.2.1", 2);
  expect(failed.waitMs("192.0.2.1")).toBe(0);
  fail("192.0.2.1", 1);
  expect(failed.waitMs("192.0.2.1")).toBe(45_000);
  expect(failed.waitMs("192.0.2.2")).toBe(0);
  clock.nowMs += 45_000;
  expect(failed.waitMs("192.0.2.1")).toBe(0);
});

it("counts all spellings of an address, and all addresses of an IPv6 /64, as one", () => {
  const { failed, fail } = countUpTo(3);
  fail("2001:db8:1:2::1", 1);
  fail("2001:0DB8:1:2:ffff::", 1);
  fail("2001:db8:0001:0002:3:4:5:6", 1);
  expect(failed.waitMs("2001:db8:1:2::9")).toBeGreaterThan(0);
  expect(failed.waitMs("2001:db8:1:3::1")).toBe(0);
  fail("::ffff:192.0.2.1", 3);
  expect(failed.waitMs("192.0.2.1")).toBeGreaterThan(0);
});

it("bears any number where there is no limit", () => {
  const { failed, fail } = countUpTo(0);
  fail("192.0.2.1", 1_000);
  expect(failed.waitMs("192.0.2.1")).toBe(0);
  expect(failed.takeChanges()).toEqual([]);
});

it("remembers ten thousand networks and no more, the latest of them", () => {
  const { failed, fail } = countUpTo(1);
  for (let number = 0; number <= 10_000; number += 1) fail(`10.${number >> 8}.${number & 255}.1`, 1);
  expect(failed.waitMs("10.0.0.1")).toBe(0);
  expect(failed.waitMs("10.0.1.1")).toBeGreaterThan(0);
  expect(failed.waitMs("10.39.16.1")).toBeGreaterThan(0);
});

it("adds up the failures of all workers, and forgets them everywhere when the minute is over", () => {
  const { clock, failed: one, fail } = countUpTo(4);
  const other = new FailedCredentials(4, () => clock.nowMs);
  const counts = new SharedCounts();
  const workers = [one, other];
  for (const index of workers.keys()) counts.add(index);
  const exchange = () => {
    for (const [index, worker] of workers.entries()) counts.report(index, worker.takeChanges());
    for (const [index, worker] of workers.entries()) worker.setOthers(counts.takeChangesFor(index));
  };
  fail("192.0.2.1", 2);
  other.add("192.0.2.1");
  other.add("192.0.2.1");
  expect(workers.map((it) => it.waitMs("192.0.2.1"))).toEqual([0, 0]);
  exchange();
  expect(workers.map((it) => it.waitMs("192.0.2.1"))).toEqual([45_000, 45_000]);
  clock.nowMs += MINUTE;
  exchange();
  expect(workers.map((it) => it.waitMs("192.0.2.1"))).toEqual([0, 0]);
  counts.add(2);
  expect(counts.takeChangesFor(2)).toEqual([]);
});
