// Every close of the gateway's own is explained to who uses an API without a word of what only its publisher has.
import { expect, test } from "vitest";
import { explainClose } from "#lib/gateways/connections/explain-close.ts";
import { publishersOwn } from "#lib/gateways/connections/test-kit/publishers-own.ts";
import { gatewayClose } from "./close-code.ts";

test.each(Object.values(gatewayClose))("$code for $policy: $reason", ({ code, policy, reason }) => {
  const { advice } = explainClose({ code, policy, closedBy: "gateway", why: reason }, "consumer");
  expect(advice).toMatch(/\.$/);
  expect(advice).not.toMatch(publishersOwn);
});
