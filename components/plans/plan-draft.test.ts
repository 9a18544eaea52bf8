import { expect, it } from "vitest";
import { planFieldsSchema, seededPlans } from "#lib/plans/plan.ts";
import { draftOf, fieldsOf, newQuota, newRate } from "./plan-draft.ts";

let keys = 0;
const newKey = () => `k${keys++}`;

it("gives back what it was made from", () => {
  for (const plan of seededPlans) {
    const { id: _id, ...fields } = plan;
    expect(planFieldsSchema.parse(fieldsOf(draftOf(plan, newKey)))).toEqual(fields);
  }
});

it("reads numbers with their digits set apart, an empty one as no limit, and an empty burst as the rate", () => {
  const draft = {
    ...draftOf(null, newKey),
    name: "Trial",
    quotas: [{ ...newQuota("q"), amount: "50,000" }],
    rates: [{ ...newRate("r"), perSecond: "1 000" }],
    maxConnectionAge: "90",
  };
  expect(planFieldsSchema.parse(fieldsOf(draft)).limits).toMatchObject({
    quotas: [{ amount: 50_000 }],
    rates: [{ perSecond: 1_000, burst: 1_000 }],
    maxConnections: 0,
    maxConnectionAgeMs: 90_000,
  });
});

it.each(["", "many", "1.5", "-3"])("has %j refused at its field", (amount) => {
  const draft = { ...draftOf(null, newKey), name: "Trial", quotas: [{ ...newQuota("q"), amount }] };
  const parsed = planFieldsSchema.safeParse(fieldsOf(draft));
  expect(parsed.error?.issues).toMatchObject([
    { path: ["limits", "quotas", 0, "amount"], message: "Enter a whole number from 1 on" },
  ]);
});

it.each([
  ["", undefined],
  ["1.5", "Enter a whole number, or nothing for no limit"],
  ["604801", "Enter at most 7 days"],
])("says of %j as the longest connection: %s", (maxConnectionAge, message) => {
  const draft = { ...draftOf(null, newKey), name: "Trial", maxConnectionAge };
  expect(planFieldsSchema.safeParse(fieldsOf(draft)).error?.issues[0]?.message).toBe(message);
});
