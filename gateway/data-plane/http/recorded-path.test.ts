// What of a request target is kept in records and logs.
import { describe, expect, it } from "vitest";
import { recordedPath, withoutSecretParameters } from "./recorded-path.ts";

describe("the path that was asked for", () => {
  it.each([
    ["/chat/1.0.0/rooms/blue", "/chat/1.0.0/rooms/blue"],
    ["/rooms/caf%C3%A9/a%20b", "/rooms/caf%C3%A9/a%20b"],
    ["/rooms/a;b/c&d", "/rooms/a;b/c&d"],
    ["/rooms/size=5", "/rooms/size=5"],
    ["/", "/"],
    ["ws://host:1/rooms/blue", "/rooms/blue"],
    ["ws://host", ""],
    ["", ""],
  ])("is kept of %s as %s", (target, path) => {
    expect(recordedPath(target)).toBe(path);
  });

  it.each([
    "/rooms/blue?apikey=hunter2",
    "/rooms/blue?x=1&access_token=hunter2",
    "/rooms/blue#access_token=hunter2",
    "/rooms/blue%3Fapikey=hunter2",
    "/rooms/blue%3fapikey=hunter2",
    "/rooms/blue%253Fapikey=hunter2",
    "/rooms/blue&apikey=hunter2",
    "/rooms/blue;apikey=hunter2",
    "/rooms/blue;%61pikey=hunter2",
    "/rooms/blue;%2561pikey=hunter2",
    "/rooms/blue;x=1;api-key=hun;ter2",
    "/rooms/apikey=hunter2",
    "/rooms/password%3Dhunter2",
    "ws://user:hunter2@host/rooms/blue",
    "/rooms/slt_hunter2hunter2hunter2",
    "/rooms/x%5Fslt_hunter2hunter2hunter2",
    "/rooms/eyJhbGciOiJIUzI1NiJ9.hunter2.hunter2",
  ])("has no secret of %s", (target) => {
    const path = recordedPath(target);
    expect(path).toMatch(/^\/rooms\//);
    expect(path).not.toMatch(/hunter2|ter2/);
  });

  it("is cut where it is very long", () => {
    expect(recordedPath(`/${"a".repeat(9_000)}`)).toHaveLength(513);
  });
});

describe("a parameter that the topic calls a secret", () => {
  it.each([
    ["/feed/1.0.0/hunter2", "/{token}", "/feed/1.0.0/***"],
    ["/feed/hunter2/blue/", "/{apiKey}/{room}", "/feed/***/blue"],
    ["/feed/rooms/blue", "/rooms/{room}", "/feed/rooms/blue"],
    ["/feed/rooms/blue", "/*", "/feed/rooms/blue"],
    ["/feed", "", "/feed"],
  ])("is hidden: %s on %s", (path, topic, shown) => {
    expect(withoutSecretParameters(path, topic)).toBe(shown);
  });
});
