import { describe, expect, it } from "vitest";
import { ownerWords } from "./standing.ts";

describe("what a standing means for the owner", () => {
  it("is nothing while the subscription is active", () => {
    expect(ownerWords({ state: "active", blocked: "none" })).toBe("");
  });

  it("says of a block what is refused, what was closed, and who can end it", () => {
    const words = ownerWords({ state: "active", blocked: "all" });
    expect(words).toMatch(/refused at this API \(403\), and open connections were closed \(4403\)/);
    expect(words).toMatch(/Only they can unblock it; another key does not help\.$/);
  });

  it("says of a block for production that the sandbox goes on", () => {
    expect(ownerWords({ state: "active", blocked: "production" })).toMatch(
      /^Production keys .* those of the sandbox go on\. .* unblock it/,
    );
  });

  it("says what to wait for, and what to do after a rejection", () => {
    expect(ownerWords({ state: "pending", blocked: "none" })).toMatch(/until the publisher has approved/);
    expect(ownerWords({ state: "rejected", blocked: "none" })).toMatch(/ask again: choose Use this API/);
  });
});
