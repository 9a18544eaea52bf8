import { describe, expect, it } from "vitest";
import { actionsFrom, decideTransition } from "./lifecycle.ts";

const ready = { hasEndpoint: true, isDeployed: true };

describe("lifecycle", () => {
  it("publishes what has an endpoint and a deployment", () => {
    expect(decideTransition("created", "publish", ready)).toEqual({ ok: true, to: "published" });
  });
  it("names everything that is missing", () => {
    const decision = decideTransition("created", "publish", {
      hasEndpoint: false,

      isDeployed: false,
    });
    expect(decision).toMatchObject({ ok: false, code: "requirements_missing" });
    expect(decision.ok ? "" : decision.message).toMatch(/endpoint.*deployed/);
  });
  it("takes a published API back without conditions", () => {
    expect(decideTransition("published", "demote", { hasEndpoint: false, isDeployed: false })).toEqual({
      ok: true,
      to: "created",
    });
  });
  it("refuses an action that does not lead anywhere", () => {
    expect(decideTransition("published", "publish", ready)).toMatchObject({
      ok: false,
      code: "not_possible",
    });
    expect(actionsFrom("published")).toEqual(["deprecate", "demote"]);
  });
});
