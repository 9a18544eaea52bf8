// What stands in the way of erasing somebody, and what does not.
import { describe, expect, it } from "vitest";
import { type Holdings, isHindered, obstaclesOf, refuseErasure } from "./holdings.ts";

const nothing: Holdings = { isKeptDemo: false, isOnlyAdmin: false, applications: [], teams: [] };
const idle = { id: "a1", name: "Idle", subscriptions: 0 };
const used = { id: "a2", name: "Shop", subscriptions: 2 };
const shared = { id: "t1", name: "Shared", applications: 3, nextOwner: { id: "u2", username: "jo" } };
const empty = { id: "t2", name: "Empty", applications: 0, nextOwner: null };
const orphaned = { id: "t3", name: "Orphaned", applications: 1, nextOwner: null };

describe("erasing somebody", () => {
  it("is hindered by nothing that is unused or has another owner", () => {
    const holdings = { ...nothing, applications: [idle], teams: [shared, empty] };
    expect(isHindered(obstaclesOf(holdings))).toBe(false);
    expect(refuseErasure(holdings, { username: "ann", hasHeir: false })).toBeNull();
  });

  it("is hindered by applications with subscriptions and by teams that nobody else owns, until an heir is named", () => {
    const holdings = { ...nothing, applications: [idle, used], teams: [shared, orphaned, empty] };
    expect(obstaclesOf(holdings)).toEqual({ ...nothing, applications: [used], teams: [orphaned] });
    expect(refuseErasure(holdings, { username: "ann", hasHeir: false })).toMatchObject({
      code: "only_owner",
      fields: { newOwner: [expect.stringContaining("Orphaned")] },
    });
    const withoutTeams = { ...holdings, teams: [] };
    expect(refuseErasure(withoutTeams, { username: "ann", hasHeir: false })).toMatchObject({
      code: "has_subscriptions",
      message: expect.stringMatching(/: Shop\./),
    });
    expect(refuseErasure(holdings, { username: "ann", hasHeir: true })).toBeNull();
  });

  it("is refused for a demo account that is kept, whoever is named", () => {
    const holdings = { ...nothing, isKeptDemo: true };
    expect(isHindered(obstaclesOf(holdings))).toBe(true);
    expect(refuseErasure(holdings, { username: "ann", hasHeir: true })?.code).toBe("demo_account");
  });

  it("is refused for the only admin, whoever is named", () => {
    const holdings = { ...nothing, isOnlyAdmin: true };
    expect(isHindered(obstaclesOf(holdings))).toBe(true);
    expect(refuseErasure(holdings, { username: "ann", hasHeir: true })?.code).toBe("last_admin");
  });
});
