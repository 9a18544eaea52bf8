// What may be dialled, in the spellings and detours that get past a list of texts.
import { describe, expect, it } from "vitest";
import { createEgressPolicy, type EgressSettings, type JudgeEgress } from "./egress-policy.ts";
import { EGRESS_FORBIDDEN, findForbidden, guardLookup } from "./guarded-lookup.ts";

function policy(settings: Partial<EgressSettings> = {}): JudgeEgress {
  return createEgressPolicy({ deny: "", allow: "", purpose: "requests", isProduction: true, ...settings });
}

describe("a person's request in production", () => {
  it.each([
    "127.0.0.1",
    "127.1",
    "0x7f000001",
    "2130706433",
    "017700000001",
    "0",
    "0.0.0.0",
    "::",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:7f00:1",
    "[::ffff:127.0.0.1]",
    "::127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::a00:1",
    "2002:7f00:1::",
    "2001:0:1:2:3:4:80ff:fffe",
    "2001:db8::5efe:10.0.0.1",
    "10.1.2.3",
    "172.31.0.1",
    "192.168.0.1",
    "100.64.0.1",
    "fd12::1",
    "fe80::1%eth0",
    "169.254.1.1",
    "224.0.0.1",
    "255.255.255.255",
  ])("does not reach %s", (address) => {
    expect(policy()("backend.example", address)).toContain(`${address} is `);
  });

  it.each(["192.0.2.1", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "64:ff9b::c000:201"])(
    "reaches %s",
    (address) => {
      expect(policy()("backend.example", address)).toBeNull();
    },
  );
});

it("lets a gateway dial its own network, and a person in evaluation mode this machine, but nobody metadata", () => {
  for (const judge of [policy({ purpose: "backends" }), policy({ isProduction: false })]) {
    expect(judge("localhost", "127.0.0.1")).toBeNull();
    expect(judge("backend", "10.0.0.1")).toBeNull();
    expect(judge("x", "169.254.169.254")).toContain("a metadata service");
    expect(judge("x", "::ffff:169.254.169.254")).toContain("a metadata service");
    expect(judge("x", "fd00:ec2::254")).toContain("a metadata service");
    expect(judge("x", "100.100.100.200")).toContain("a metadata service");
    expect(judge("metadata.google.internal.", "192.0.2.1")).toContain("a metadata service");
    expect(judge("x", "169.254.0.7")).toContain("a link-local address");
  }
});

it("makes exceptions by network, by name and by suffix", () => {
  const judge = policy({ deny: "0.0.0.0/0, ::/0", allow: "10.1.0.0/16, Chat.example, *.inner.example" });
  expect(judge("x", "10.1.2.3")).toBeNull();
  expect(judge("x", "10.2.2.3")).toContain("on EGRESS_DENY");
  expect(judge("chat.example.", "192.168.0.1")).toBeNull();
  expect(judge("not-chat.example", "192.168.0.1")).not.toBeNull();
  expect(judge("a.b.inner.example", "127.0.0.1")).toBeNull();
  expect(judge("inner.example", "127.0.0.1")).not.toBeNull();
});

it("takes a network for the family it is written in", () => {
  const judge = policy({ purpose: "backends", deny: "::/0" });
  expect(judge("x", "192.0.2.1")).toBeNull();
  expect(judge("x", "2606:4700::1111")).toContain("on EGRESS_DENY");
  const mapped = policy({ purpose: "backends", deny: "::ffff:10.0.0.0/104" });
  expect(mapped("x", "10.1.2.3")).toContain("on EGRESS_DENY");
  expect(mapped("x", "11.1.2.3")).toBeNull();
});

it("excepts metadata only where an entry names it", () => {
  const wide = policy({ allow: "0.0.0.0/0, ::/0, 169.254.0.0/16, backend.example" });
  expect(wide("backend.example", "169.254.169.254")).toContain("a metadata service");
  expect(policy({ allow: "169.254.169.254" })("x", "169.254.169.254")).toBeNull();
  const named = policy({ allow: "metadata.google.internal" });
  expect(named("metadata.google.internal", "169.254.169.254")).toBeNull();
  expect(named("other.example", "169.254.169.254")).not.toBeNull();
});

it("gives a dial only the addresses that may be dialled, and judges addresses that nobody looks up", () => {
  const judge = policy();
  const both = [
    { address: "10.0.0.1", family: 4 },
    { address: "192.0.2.1", family: 4 },
  ];
  const heard: unknown[] = [];
  const lookup = guardLookup((_name, _options: { all?: boolean }, done) => done(null, [...both]), judge);
  lookup("x.example", { all: true }, (error, found) => heard.push(error, found));
  lookup("x.example", {}, (_error, address) => heard.push(address));
  expect(heard).toEqual([null, [both[1]], "192.0.2.1"]);
  both.pop();
  lookup("x.example", { all: true }, (error) => heard.push(error?.code));
  expect(heard.at(-1)).toBe(EGRESS_FORBIDDEN);
  expect(findForbidden(judge, "0x7f000001")).toContain("a loopback address");
  expect(findForbidden(judge, "localhost")).toBeNull();
});
