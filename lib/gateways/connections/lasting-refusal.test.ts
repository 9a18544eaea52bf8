import { expect, test } from "vitest";
import { isLastingRefusal } from "./lasting-refusal.ts";

test.each([
  [401, null, true],
  [403, null, true],
  [404, null, true],
  [502, 401, true],
  [429, null, false],
  [408, null, false],
  [502, null, false],
  [502, 503, false],
  [503, null, false],
])("%i (backend %s): trying again is in vain: %s", (status, upstreamStatus, isLasting) => {
  expect(isLastingRefusal({ status, upstreamStatus })).toBe(isLasting);
});
