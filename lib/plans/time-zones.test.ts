import { expect, it } from "vitest";
import { planLimitsSchema } from "#lib/routes/plan-record.ts";
import { planFieldsSchema } from "./plan.ts";
import { listTimeZones } from "./time-zones.ts";

function parse(timeZone: string) {
  const limits = { ...planLimitsSchema.parse({}), timeZone };
  return planFieldsSchema.safeParse({ name: "Trial", description: "", needsApproval: false, limits });
}

it("lists UTC first, and each zone once by the name it has now", () => {
  const zones = listTimeZones();
  expect(zones[0]).toBe("UTC");
  expect(new Set(zones).size).toBe(zones.length);
  expect(zones).toEqual(expect.arrayContaining(["Asia/Kolkata", "Europe/Kyiv", "America/New_York"]));
  expect(zones).not.toContain("Asia/Calcutta");
});

it("lists nothing that a plan is refused with", () => {
  for (const zone of listTimeZones()) expect(parse(zone).success).toBe(true);
});

it.each(["", "Mars/Olympus_Mons", "+05:30"])("has %j refused at its field", (zone) => {
  expect(parse(zone).error?.issues).toMatchObject([
    { path: ["limits", "timeZone"], message: expect.stringMatching(/^Choose a time zone/) },
  ]);
});

it("takes a plan from before there was a choice as one of UTC", () => {
  expect(planLimitsSchema.parse({ quotas: [] }).timeZone).toBe("UTC");
});
