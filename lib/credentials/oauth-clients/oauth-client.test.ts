import { describe, expect, it } from "vitest";
import {
  createClientSchema,
  revokeClientSchema,
  revokeSecretSchema,
  rotateSecretSchema,
  setTokenLifetimeSchema,
} from "./oauth-client.ts";

const DAY_MS = 24 * 3_600_000;

describe("what an owner says of an OAuth client", () => {
  it("is an hour for its tokens where nothing is said", () => {
    const client = { applicationId: "a", environment: "sandbox" };
    expect(createClientSchema.parse(client)).toMatchObject({ name: "", tokenLifetimeSeconds: 3_600 });
  });

  it.each([
    [59, false],
    [60, true],
    [86_400, true],
    [86_401, false],
    [90.5, false],
  ])("may be a lifetime of %s seconds: %s", (tokenLifetimeSeconds, isRight) => {
    const asked = setTokenLifetimeSchema.safeParse({ clientId: "c", tokenLifetimeSeconds });
    expect(asked.success).toBe(isRight);
  });

  it.each([
    [0, true],
    [30 * DAY_MS, true],
    [30 * DAY_MS + 1, false],
    [-1, false],
  ])("may be an overlap of %s ms: %s", (overlapMs, isRight) => {
    expect(rotateSecretSchema.safeParse({ clientId: "c", overlapMs }).success).toBe(isRight);
  });

  it("takes nothing over that is not asked for: neither an id nor an end of one's own choice", () => {
    const more = { id: "mine", createdBy: "admin", revokedAt: null, expiresAt: null };
    const client = createClientSchema.parse({ applicationId: "a", environment: "production", ...more });
    expect(Object.keys(client).sort()).toEqual([
      "applicationId",
      "environment",
      "name",
      "tokenLifetimeSeconds",
    ]);
    expect(revokeClientSchema.parse({ clientId: "c", ...more })).toEqual({ clientId: "c" });
    const secret = { clientId: "c", secretId: "s" };
    expect(revokeSecretSchema.parse({ ...secret, ...more })).toEqual(secret);
  });
});
