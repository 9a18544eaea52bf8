// Two people edit one form at the same time.
import { expect, test } from "vitest";
import { rebase } from "./rebase.ts";

const base = { name: "a", tags: ["x"], note: "" };

test("takes each field from whoever changed it", () => {
  const { values, collisions } = rebase(base, { ...base, name: "mine" }, { ...base, tags: ["x", "y"] });
  expect(values).toEqual({ name: "mine", tags: ["x", "y"], note: "" });
  expect(collisions).toEqual([]);
});

test("a field that both changed keeps mine and is reported", () => {
  const { values, collisions } = rebase(base, { ...base, name: "mine" }, { ...base, name: "theirs" });
  expect(values.name).toBe("mine");
  expect(collisions).toEqual(["name"]);
});

test("the same change twice is no collision", () => {
  expect(rebase(base, { ...base, note: "n" }, { ...base, note: "n" }).collisions).toEqual([]);
});
