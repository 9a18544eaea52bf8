import { expect, it } from "vitest";
import { createReadiness } from "./readiness.ts";

it("is not there while something keeps a gateway from starting", () => {
  let isKept = true;
  const isReady = createReadiness(
    () => true,
    () => isKept,
  );
  expect(isReady()).toBe(false);
  isKept = false;
  expect(isReady()).toBe(true);
});

it("is not lost to what would keep a gateway from starting, only where it no longer serves", () => {
  let isKept = false;
  let isServing = true;
  const isReady = createReadiness(
    () => isServing,
    () => isKept,
  );
  expect(isReady()).toBe(true);
  isKept = true;
  expect(isReady()).toBe(true);
  isServing = false;
  expect(isReady()).toBe(false);
  isServing = true;
  expect(isReady()).toBe(true);
});
