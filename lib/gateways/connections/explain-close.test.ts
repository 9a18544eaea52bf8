// Every close that a record can tell of is explained in a sentence, and says what to do.
import { describe, expect, it, test } from "vitest";
import { explainClose } from "./explain-close.ts";
import { publishersOwn } from "./test-kit/publishers-own.ts";

const gatewayCloses = [
  [1001, "disconnect", /Somebody closed this connection/],
  [1002, "closeCode", /a code that must not be sent/],
  [1009, "maxMessageBytes", /client sent a message larger/],
  [1009, "maxBackendMessageBytes", /backend sent a message larger/],
  [1012, "drain", /gateway restarted/],
  [1014, null, /lost the connection to the backend/],
  [4401, "credential", /expired or was revoked/],
  [4403, "subscription", /no longer subscribed/],
  [4403, "subscriptionBlock", /was blocked/],
  [4403, "keyRestrictions", /no longer permits the address or site/],
  [4403, "denyPolicy", /deny policy/],
  [4403, "security", /requires a credential/],
  [4403, "lifecycle", /taken back from publication/],
  [4404, "deployment", /undeployed/],
  [4408, "idleTimeoutMs", /idle timeout/],
  [4408, "heartbeat", /half open/],
  [4410, "maxConnectionAgeMs", /maximum age/],
  [4429, "rateLimits", /rate limit/],
] as const;

test.each(gatewayCloses)("%i by the gateway for %s", (code, policy, words) => {
  const { happened, advice } = explainClose(
    { code, closedBy: "gateway", policy, why: "the-why" },
    "publisher",
  );
  expect(happened).toMatch(words);
  expect(advice).toMatch(/\.$/);
});

test.each([1001, 1002, 1009, 1012, 1014, 4401, 4403, 4404, 4408, 4410, 4429])(
  "%i by the gateway without a policy is explained too",
  (code) => {
    const { happened } = explainClose(
      { code, closedBy: "gateway", policy: null, why: "the-why" },
      "publisher",
    );
    expect(happened).not.toContain("the-why");
  },
);

describe.each(["client", "backend"] as const)("closed by the %s", (closedBy) => {
  it.each([1000, 1001, 1002, 1003, 1005, 1006, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 1015])(
    "%i is explained by its meaning",
    (code) => {
      const { happened, advice } = explainClose({ code, closedBy, policy: null, why: "" }, "publisher");
      expect(happened).toMatch(new RegExp(`^The ${closedBy} .*\\.$`));
      expect(happened).not.toContain("does not name");
      expect(advice).toMatch(/\.$/);
    },
  );

  it("tells a code of its own from one that nobody named", () => {
    const explained = (code: number) =>
      explainClose({ code, closedBy, policy: null, why: "" }, "publisher").happened;
    expect(explained(4242)).toBe(`The ${closedBy} closed the connection with 4242, a code of its own.`);
    expect(explained(2999)).toContain("RFC 6455 does not name");
  });
});

test("what nobody has foreseen keeps the gateway's own words", () => {
  const ended = { code: 4499, closedBy: "gateway", policy: "brandNew", why: "Over the moon" } as const;
  expect(explainClose(ended, "publisher").happened).toContain("4499: Over the moon");
});

describe("to who uses an API", () => {
  const told = (ended: Parameters<typeof explainClose>[0]) => explainClose(ended, "consumer").advice;

  it.each(gatewayCloses)("%i for %s gets advice that names nothing of the publisher's", (code, policy) => {
    const advice = told({ code, closedBy: "gateway", policy, why: "" });
    expect(advice).toMatch(/\.$/);
    expect(advice).not.toMatch(publishersOwn);
  });

  it.each(["backend", "gateway"] as const)("so does each code by the %s without a policy", (closedBy) => {
    for (let code = 1000; code < 5000; code++) {
      expect(told({ code, closedBy, policy: null, why: "" })).not.toMatch(publishersOwn);
    }
  });

  it("a blocked subscription is the publisher's to unblock", () => {
    const blocked = { code: 4403, closedBy: "gateway", policy: "subscriptionBlock", why: "" } as const;
    expect(told(blocked)).toMatch(/Ask whoever publishes the API/);
  });
});

test("a limit may be the plan's as well as the API's", () => {
  const over = { code: 4429, closedBy: "gateway", policy: "rateLimits", why: "" } as const;
  expect(explainClose(over, "publisher").happened).toMatch(/of its plan or of this API/);
});
