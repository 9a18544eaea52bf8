import { expect, it } from "vitest";
import { networkOf } from "./client-network.ts";

it.each([
  ["192.0.2.1", "192.0.2.1"],
  ["::ffff:203.0.113.9", "203.0.113.9"],
  ["0:0:0:0:0:ffff:203.0.113.9", "203.0.113.9"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:0DB8:0001:0002:ffff::", "2001:db8:1:2::/64"],
  ["2001:0DB8:0000:0000:1:2:3:4", "2001:db8::/64"],
  ["2001:db8::1", "2001:db8::/64"],
  ["::1", "::/64"],
  ["fe80::1%eth0", "fe80::/64"],
  ["unknown", "unknown"],
  ["", ""],
  ["a:b", "a:b"],
])("counts %j as %s", (address, network) => {
  expect(networkOf(address)).toBe(network);
});
