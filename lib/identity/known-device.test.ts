import { describe, expect, it } from "vitest";
import { findKnownDevice, rememberDevice } from "./known-device.ts";

const day = 24 * 3_600_000;
const now = new Date("2026-06-01T12:00:00Z");
const ada = { secret: "s".repeat(32), username: "ada", now };
const later = (ms: number) => ({ ...ada, now: new Date(now.getTime() + ms) });

describe("a known device", () => {
  const cookie = rememberDevice(undefined, ada, "n1");

  it("is known for the account that signed in, in any case of its name, for half a year", () => {
    expect(findKnownDevice(cookie, ada)).toBe("n1");
    expect(findKnownDevice(cookie, { ...later(179 * day), username: "ADA" })).toBe("n1");
    expect(findKnownDevice(cookie, later(181 * day))).toBeNull();
  });

  it("is not known for another account, by another secret, or with a changed cookie", () => {
    expect(findKnownDevice(cookie, { ...ada, username: "bob" })).toBeNull();
    expect(findKnownDevice(cookie, { ...ada, secret: "t".repeat(32) })).toBeNull();
    expect(findKnownDevice(cookie.replace("n1", "n2"), ada)).toBeNull();
    for (const forged of [undefined, "", "~", "..", "a.b.c", "zzzzzzzzzzzzzzzz.n1.x"]) {
      expect(findKnownDevice(forged, ada)).toBeNull();
    }
  });

  it("is known for five accounts, the last ones, and names none of them", () => {
    const names = ["ada", "bob", "cy", "dee", "eve", "fay"];
    const all = names.reduce<string | undefined>(
      (kept, username) => rememberDevice(kept, { ...ada, username }, `n-${username.length}`),
      undefined,
    );
    expect(names.filter((username) => findKnownDevice(all, { ...ada, username }))).toEqual(names.slice(1));
    expect(all).not.toContain("ada");
  });

  it("takes an account's new entry for its old one", () => {
    expect(rememberDevice(cookie, ada, "n2").split("~")).toHaveLength(1);
  });
});
