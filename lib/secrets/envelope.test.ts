// What is encrypted opens only with its key, unchanged, and in its place.
import { describe, expect, it } from "vitest";
import { decodeSecretsKey } from "#lib/kernel/keyring.ts";
import { newDataKey, randomKeyring, sealText, unwrapDataKey, wrapDataKey, wrappingKey } from "./envelope.ts";
import { openText } from "./open-text.ts";

const key = newDataKey("k1");
const place = ["s1", "api", "header", "wss://one.example:443"];

describe("a sealed text", () => {
  it("opens again, whatever it is, and is another one each time", () => {
    for (const text of ["", "Bearer hush", "\u00e9\ud83d\ude00\0", "x".repeat(100_000)]) {
      const sealed = sealText(key, text, place);
      expect(openText(key, sealed, place)).toBe(text);
      expect(sealText(key, text, place)).not.toBe(sealed);
    }
  });

  it("does not open in another place: swapped between rows, APIs, kinds or hosts", () => {
    const sealed = sealText(key, "Bearer hush", place);
    for (const [index] of place.entries()) {
      expect(openText(key, sealed, place.toSpliced(index, 1, "other"))).toBeNull();
    }
    expect(openText(key, sealed, [...place, "wss://two.example:443"])).toBeNull();
    expect(openText(key, sealed, [`${place[0]},${place[1]}`, ...place.slice(2)])).toBeNull();
  });

  it("does not open with another key, or the same bytes under another id", () => {
    const sealed = sealText(key, "Bearer hush", place);
    expect(openText(newDataKey("k1"), sealed, place)).toBeNull();
    expect(openText({ ...key, id: "k2" }, sealed, place)).toBeNull();
  });

  it("does not open with any bit changed, or cut short", () => {
    const bytes = Buffer.from(sealText(key, "hush", place), "base64");
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      expect(openText(key, changed.toString("base64"), place)).toBeNull();
    }
    for (let length = 0; length < bytes.length; length += 1) {
      expect(openText(key, bytes.subarray(0, length).toString("base64"), place)).toBeNull();
    }
  });
});

describe("a wrapped data key", () => {
  const keyring = randomKeyring();
  const wrapped = wrapDataKey(key, keyring);

  it("opens with the key that wrapped it, also when that is a former one", () => {
    const { current } = randomKeyring();
    expect(unwrapDataKey(wrapped, keyring)).toEqual(key);
    expect(unwrapDataKey(wrapped, { current, former: [keyring.current] })).toEqual(key);
    expect(unwrapDataKey(wrapped, { current, former: [] })).toBeNull();
  });

  it("does not open under another id", () => {
    expect(unwrapDataKey({ ...wrapped, id: "k2" }, keyring)).toBeNull();
  });

  it("holds nothing of the key, and its key's id nothing of that key", () => {
    const bytes = new Uint8Array(32).fill(7);
    expect(Buffer.from(wrapped.wrapped, "base64").includes(Buffer.from(key.bytes))).toBe(false);
    expect(wrappingKey(bytes).id).not.toContain("0707");
  });
});

describe("the text of SLUICE_SECRETS_KEY", () => {
  const bytes = Buffer.from(Array.from({ length: 32 }, (_, index) => 200 + index));

  it.each([
    ["hex", bytes.toString("hex")],
    ["upper-case hex", bytes.toString("hex").toUpperCase()],
    ["base64", bytes.toString("base64")],
    ["base64url", bytes.toString("base64url")],
  ])("can be %s", (_name, text) => {
    expect(decodeSecretsKey(text)).toEqual(new Uint8Array(bytes));
  });

  it.each([
    "",
    "change-me",
    "x".repeat(42),
    "a".repeat(62),
    "not base64 at all, though it is long enough to be",
  ])("cannot be %j", (text) => {
    expect(decodeSecretsKey(text)).toBeNull();
  });
});
