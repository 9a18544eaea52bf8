// Requests that other sites' pages send in a person's name are told apart.
import { describe, expect, it } from "vitest";
import { isSameOrigin } from "./same-origin.ts";

describe("a request", () => {
  it.each([
    [{ origin: "https://sluice.example", host: "sluice.example" }, true],
    [{ origin: "http://localhost:3000", host: "localhost:3000" }, true],
    [{ origin: "https://sluice.example", host: "10.0.0.1:3000", "x-forwarded-host": "sluice.example" }, true],
    [{ origin: "https://evil.example", host: "sluice.example" }, false],
    [{ origin: "http://localhost:4000", host: "localhost:3000" }, false],
    [{ origin: "https://sluice.example.evil", host: "sluice.example" }, false],
    [{ origin: "null", host: "sluice.example" }, false],
    [{ host: "sluice.example" }, false],
    [{ origin: "https://sluice.example" }, false],
  ])("with %j comes from the portal's own page: %s", (headers, isOwn) => {
    expect(isSameOrigin(new Headers(headers))).toBe(isOwn);
  });
});
