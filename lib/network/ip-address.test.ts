import { isIP } from "node:net";
import fc from "fast-check";
import { expect, it } from "vitest";
import { formatIpAddress, isInRange, parseIpAddress, parseIpRange } from "./ip-address.ts";

const normal = (text: string) => {
  const address = parseIpAddress(text);
  return address === null ? null : formatIpAddress(address);
};

it.each([
  ["127.0.0.1", "127.0.0.1"],
  ["::ffff:203.0.113.9", "203.0.113.9"],
  ["::FFFF:cb00:7109", "203.0.113.9"],
  ["0:0:0:0:0:ffff:203.0.113.9", "203.0.113.9"],
  ["::", "::"],
  ["::1", "::1"],
  ["2001:DB8:0:0:0:0:0:1", "2001:db8::1"],
  ["2001:db8::0:1:0:0:1", "2001:db8::1:0:0:1"],
  ["2001:db8:0:0:1::", "2001:db8:0:0:1::"],
  ["64:ff9b::192.0.2.1", "64:ff9b::c000:201"],
  ["1::", "1::"],
])("%s is the address %s", (text, expected) => {
  expect(normal(text)).toBe(expected);
});

it.each([
  "",
  "localhost",
  "1.2.3",
  "1.2.3.4.5",
  "256.1.1.1",
  "010.0.0.1",
  "0x7f.0.0.1",
  "2130706433",
  "127.0.0.1 ",
  ":::",
  "1::2::3",
  "1:2:3:4:5:6:7",
  "1:2:3:4:5:6:7:8:9",
  "1:2:3:4:5:6:7::8",
  "g::1",
  "::1%eth0",
  "[::1]",
  "::1.2.3",
])("%j is no address", (text) => {
  expect(parseIpAddress(text)).toBeNull();
});

it("agrees with Node on what is an address, and spells it as the URL standard does", () => {
  fc.assert(
    fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (text) => {
      expect(isIP(text)).not.toBe(0);
      const spelled = normal(text) ?? "";
      if (spelled.includes(":")) expect(`[${spelled}]`).toBe(new URL(`http://[${text}]/`).hostname);
      else expect(normal(`::ffff:${spelled}`)).toBe(spelled);
      expect(normal(spelled)).toBe(spelled);
    }),
  );
});

it.each([
  ["10.0.0.0/8", "10.255.0.1", true],
  ["10.0.0.0/8", "11.0.0.1", false],
  ["10.0.0.0/8", "::ffff:10.1.2.3", true],
  ["10.1.2.3", "10.1.2.3", true],
  ["10.1.2.3", "10.1.2.4", false],
  ["0.0.0.0/0", "203.0.113.9", true],
  ["0.0.0.0/0", "2001:db8::1", false],
  ["2001:db8::/32", "2001:db8:ffff::1", true],
  ["2001:db8::/32", "2001:db9::1", false],
  ["::/0", "203.0.113.9", true],
])("%s holds %s: %s", (range, address, isInside) => {
  const [parsed, ip] = [parseIpRange(range), parseIpAddress(address)];
  expect(parsed !== null && ip !== null && isInRange(parsed, ip)).toBe(isInside);
});

it.each(["10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "10.0.0.0/8/8", "::/129", "10.0.0.0/08", "10.0.0.0/1e1"])(
  "%s is no range",
  (text) => {
    expect(parseIpRange(text)).toBeNull();
  },
);
