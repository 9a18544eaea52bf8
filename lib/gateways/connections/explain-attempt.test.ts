// What a console says of an attempt that was refused begins with what its own user can do there.
import { describe, expect, test } from "vitest";
import { told } from "./explain-attempt.ts";
import type { PastEntry } from "./past-entry.ts";
import { publishersOwn } from "./test-kit/publishers-own.ts";

const refused = (code: string): PastEntry => ({
  kind: "refused",
  record: {
    ...{ connectionId: "c1", apiId: "api", topic: "/a", path: "/a", clientAddress: "::1", refusedAtMs: 1 },
    ...{ status: 401, code, why: "The-why.", upstreamStatus: null, attemptId: null },
    ...{ retryAfterSeconds: null, moreLikeIt: 0 },
  },
});
const advised = (code: string, audience: "publisher" | "consumer") =>
  told(refused(code), { isCertain: true, audience }).advice;

describe.each(["publisher", "consumer"] as const)("to the %s in a console", (audience) => {
  test.each(["credential_missing", "credential_invalid", "credential_expired", "credential_wrong_api"])(
    "%s says first to choose a credential",
    (code) => {
      expect(advised(code, audience)).toMatch(/^Choose .*under Credential in the connect panel/);
    },
  );
  test("and the rest as to any client", () => {
    expect(advised("topic_not_found", audience)).not.toMatch(/Credential/);
  });
});

test("of an API that is not published, a test key opens it to its publisher alone", () => {
  expect(advised("api_not_published", "publisher")).toMatch(/^Choose Test key/);
  expect(advised("api_not_published", "consumer")).not.toMatch(/Test key/);
});

test("a consumer is told of none of the publisher's pages", () => {
  expect(advised("credential_missing", "publisher")).toMatch(publishersOwn);
  expect(advised("credential_missing", "consumer")).not.toMatch(publishersOwn);
});
