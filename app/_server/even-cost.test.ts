import { hashPassword, verifyPassword } from "better-auth/crypto";
import { describe, expect, it } from "vitest";
import { createEvenCost } from "./even-cost.ts";

describe("the cost of an attempt", () => {
  it("is one hash, whether the library computed one or not", async () => {
    let computations = 0;
    const counted = <Args extends unknown[], Value>(work: (...args: Args) => Value) => {
      return (...args: Args) => {
        computations += 1;
        return work(...args);
      };
    };
    const { passwords, evenly } = createEvenCost({
      hash: counted(hashPassword),
      verify: counted(verifyPassword),
    });
    const stored = await hashPassword("right");
    const cases = [
      () => passwords.verify({ hash: stored, password: "wrong" }),
      () => passwords.hash("wrong"),
      async () => false,
      () => Promise.reject(new Error("a name that no account can have")),
    ];
    for (const attempt of cases) {
      computations = 0;
      await evenly<unknown>("wrong", attempt).catch(() => undefined);
      expect(computations).toBe(1);
    }
  });
});
