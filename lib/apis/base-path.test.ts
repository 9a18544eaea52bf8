import { describe, expect, it } from "vitest";
import { basePathOf, defaultBasePathOf } from "./base-path.ts";

describe("base path", () => {
  it("appends the version to a plain context", () => {
    expect(basePathOf("/chats", "1.0.0")).toBe("/chats/1.0.0");
  });
  it("puts the version in its place in a template", () => {
    expect(basePathOf("{version}/websocket", "1.0.0")).toBe("/1.0.0/websocket");
  });
  it("drops the version segment for the default version", () => {
    expect(defaultBasePathOf("/{version}/chats")).toBe("/chats");
    expect(defaultBasePathOf("/chats")).toBe("/chats");
  });
});
