// Which credentials are announced before they end, how urgently, and what people are told to do.
import { describe, expect, it } from "vitest";
import { announceExpiry, type EndingCredential, MOST_NAMED } from "./credential-expiry.ts";

const DAY_MS = 24 * 3_600_000;
const now = new Date("2027-03-01T12:00:00Z");
const inMs = (ms: number) => new Date(now.getTime() + ms);

const credential = (more: Partial<EndingCredential> = {}): EndingCredential => ({
  id: "k",
  kind: "api_key",
  name: "main",
  prefix: "slk_abcdefgh",
  application: { id: "a", name: "App" },
  expiresAt: inMs(DAY_MS),
  revokedAt: null,
  succeededAt: null,
  canRotate: true,
  lastUsedAt: null,
  ...more,
});
const secret = (more: Partial<EndingCredential> = {}) => credential({ kind: "client_secret", ...more });
const announced = (...credentials: EndingCredential[]) => announceExpiry(credentials, now).credentials;
const stages = (more: Partial<EndingCredential>) => announced(credential(more)).map(({ stage }) => stage);

describe("a credential that ends", () => {
  it.each([
    [14 * DAY_MS + 1, []],
    [14 * DAY_MS, [14]],
    [3 * DAY_MS + 1, [14]],
    [3 * DAY_MS, [3]],
    [DAY_MS + 1, [3]],
    [DAY_MS, [0]],
    [1, [0]],
    [0, [0]],
    [-7 * DAY_MS, [0]],
    [-7 * DAY_MS - 1, []],
  ])("in %s ms is announced at the stages %j", (leftMs, expected) => {
    expect(stages({ expiresAt: inMs(leftMs) })).toEqual(expected);
  });

  it("is silent once it is revoked, and without an end", () => {
    expect(stages({ revokedAt: now })).toEqual([]);
    expect(stages({ expiresAt: null })).toEqual([]);
  });

  it.each([
    ["never used", null, []],
    ["used before it was replaced", inMs(-2 * DAY_MS), []],
    ["used at the moment it was replaced", inMs(-DAY_MS), []],
    ["used after it was replaced", inMs(-DAY_MS + 1), ["use_successor"]],
  ])("and is a replaced key, %s, is announced as %j %j", (_, lastUsedAt, expected) => {
    const key = credential({ succeededAt: inMs(-DAY_MS), canRotate: false, lastUsedAt });
    expect(announced(key).map(({ advice }) => advice)).toEqual(expected);
    expect(announced({ ...key, expiresAt: inMs(0) })).toEqual([]);
  });

  it("and is a replaced secret is announced until it ends, for nobody knows who uses it", () => {
    const old = secret({ succeededAt: inMs(-DAY_MS) });
    expect(announced(old)).toMatchObject([{ kind: "client_secret", advice: "use_successor", stage: 0 }]);
    expect(announced({ ...old, expiresAt: inMs(0) })).toEqual([]);
  });

  it("and whose successor was revoked counts as one that nothing has replaced", () => {
    expect(announced(credential({ canRotate: false }))).toMatchObject([{ advice: "make_another" }]);
    expect(announced(secret())).toMatchObject([{ advice: "rotate" }]);
  });

  it("is to be rotated while it runs; for a key that has ended another is made", () => {
    const ended = { expiresAt: inMs(-1) };
    expect(announced(credential())).toMatchObject([{ advice: "rotate", hasEnded: false }]);
    expect(announced(credential(ended))).toMatchObject([{ advice: "make_another", hasEnded: true }]);
    expect(announced(secret(ended))).toMatchObject([{ advice: "rotate", hasEnded: true }]);
  });
});

describe("an announcement", () => {
  it("names the first to end first, and says nothing of the rest", () => {
    const [later, sooner] = [credential({ id: "b", expiresAt: inMs(2 * DAY_MS) }), credential({ id: "c" })];
    const silent = credential({ id: "d", expiresAt: null });
    const announcement = announceExpiry([later, silent, sooner], now);
    expect(announcement.total).toBe(2);
    expect(announcement.credentials.map(({ id }) => id)).toEqual(["c", "b"]);
  });

  it("names so many at most, and counts all", () => {
    const many = Array.from({ length: MOST_NAMED + 3 }, (_, index) => credential({ id: `k${index}` }));
    const { total, credentials } = announceExpiry(many, now);
    expect([total, credentials.length]).toEqual([MOST_NAMED + 3, MOST_NAMED]);
  });
});
