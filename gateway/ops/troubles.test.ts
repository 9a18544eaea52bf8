// What /readyz says of a gateway that goes short of something, and what to do about it.
import { expect, it } from "vitest";
import { troublesOf } from "./troubles.ts";

const well = {
  isDraining: false,
  isDatabaseUp: true,
  databaseDown: null,
  writeTrouble: null,
  saveFault: null,
  unreadable: [],
  isRefusingRoutes: false,
  lockedApis: [],
  isKeyWrong: false,
  shortOfSocketsSince: null,
  redisAway: null,
  missingWorkers: 0,
  hasRoutes: true,
  leftOutRecords: 0,
};

it("names a shortage of sockets, and what to do about it", () => {
  expect(troublesOf(well)).toEqual([]);
  expect(troublesOf({ ...well, shortOfSocketsSince: new Date(0) }).join()).toMatch(/1970-01-01.*ulimit -n/);
});

const since = new Date(0);

it.each([
  ["as_before", /^Redis does not answer since 1970-01-01.*ECONNREFUSED.*last share/],
  ["alone", /REDIS_LOSS=allow/],
  ["refused", /REDIS_LOSS=refuse.*not ready/],
] as const)("says what it goes by without Redis: %s", (goesBy, words) => {
  const reason = "Redis cannot be reached: ECONNREFUSED";
  expect(troublesOf({ ...well, redisAway: { since, goesBy, reason } })).toEqual([
    expect.stringMatching(words),
  ]);
});

it("tells a full disk from other failures to save", () => {
  const [full] = troublesOf({ ...well, saveFault: { since, isDiskFull: true } });
  expect(full).toMatch(/^The disk that holds DATA_DIR is full.*1970-01-01.*Free space/);
  const [other] = troublesOf({ ...well, saveFault: { since, isDiskFull: false } });
  expect(other).toMatch(/^The routes cannot be saved since 1970-01-01.*Check the disk/);
});

it("says whether the database is locked, full or away, once for reading and writing", () => {
  const locked = { since, fault: "locked" } as const;
  const both = { ...well, isDatabaseUp: false, databaseDown: locked, writeTrouble: locked };
  expect(troublesOf(both)).toEqual([
    expect.stringMatching(/locked by another process.*from memory.*End what/),
  ]);
  expect(troublesOf({ ...well, writeTrouble: { since, fault: "full" } })).toEqual([
    expect.stringMatching(/disk that holds the database is full.*Free space/),
  ]);
});

it("names five of the entries that do not parse, and counts the others", () => {
  const unreadable = Array.from({ length: 7 }, (_, index) => ({
    kind: "route",
    id: `id${index}`,
    label: index === 0 ? "Chats 1.0.0" : null,
  }));
  const [trouble] = troublesOf({ ...well, unreadable });
  expect(trouble).toContain("7 entries of the database cannot be read: API Chats 1.0.0 (id0), API id1,");
  expect(trouble).toContain("API id4, 2 more;");
});

it("names five of the APIs whose secrets do not open, and says which key to start with", () => {
  const lockedApis = Array.from({ length: 7 }, (_, index) => `Chats ${index}.0.0`);
  const [wrong] = troublesOf({ ...well, lockedApis, isKeyWrong: true });
  expect(wrong).toContain(
    "The secrets of Chats 0.0.0, Chats 1.0.0, Chats 2.0.0, Chats 3.0.0, Chats 4.0.0, 2 more do not open with this SLUICE_SECRETS_KEY:",
  );
  expect(wrong).toMatch(/not ready.*Start the gateway with the key that the portal has/);
  const [some] = troublesOf({ ...well, lockedApis: ["Chats 1.0.0"] });
  expect(some).toMatch(/^The secrets of Chats 1\.0\.0 do not open.*others open.*enter these secrets again/);
});
