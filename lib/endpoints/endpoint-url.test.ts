import { describe, expect, it } from "vitest";
import { endpointSchema } from "./endpoint-url.ts";

const problem = (endpoint: string) => endpointSchema.safeParse(endpoint).error?.issues[0]?.message ?? null;

describe("an endpoint", () => {
  it.each(["", "ws://localhost:9097", "wss://echo.example.org:443/a?b=c", "WS://HOST/", "ws://[::1]:80"])(
    "takes %s",
    (endpoint) => {
      expect(problem(endpoint)).toBeNull();
    },
  );
  it.each([
    ["http://localhost:8080", "try ws://localhost:8080"],
    ["https://a.example", "try wss://a.example"],
    ["localhost:8080", "must start with ws://"],
    ["ws://", "must start with ws://"],
    ["ws://user:secret@host", "user name"],
    ["ws://host/#a", "fragment"],
    ["ws://host:99999", "between 1 and 65535"],
    ["ws://host:0/path", "between 1 and 65535"],
    ["wss://[::1]:65536", "between 1 and 65535"],
    ["ws://host:x", "valid URL"],
    ["ws://ho st", "spaces"],
    ["ws://host/{a}", "braces"],
  ])("refuses %s", (endpoint, reason) => {
    expect(problem(endpoint)).toContain(reason);
  });
});
