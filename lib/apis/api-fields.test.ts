import { describe, expect, it } from "vitest";
import {
  businessInfoSchema,
  contextSchema,
  createAndPublishSchema,
  createApiSchema,
  nameSchema,
  versionSchema,
} from "./api-fields.ts";

function problem(
  schema: { safeParse: (value: unknown) => { success: boolean; error?: { issues: { message: string }[] } } },
  value: unknown,
) {
  const parsed = schema.safeParse(value);
  return parsed.success ? null : (parsed.error?.issues[0]?.message ?? "");
}

describe("the name of an API", () => {
  it.each(["WebSocket", "Chats", "My API 2", "Überweisung", "a".repeat(60)])("takes %s", (name) => {
    expect(problem(nameSchema, name)).toBeNull();
  });
  it.each([
    ["", "Enter a name"],
    ["   ", "Enter a name"],
    ["a/b", "cannot contain"],
    ["a  b", "two spaces"],
    ["a\nb", "line breaks"],
    ["a\0b", "NUL"],
    ["a".repeat(61), "at most 60"],
    ["x".repeat(10_000_000), "at most 60"],
  ])("refuses %.20s", (name, reason) => {
    expect(problem(nameSchema, name)).toContain(reason);
  });
});

describe("the context of an API", () => {
  it.each([
    ["/websocket", "/websocket"],
    ["websocket", "/websocket"],
    ["/chats/", "/chats"],
    ["{version}/websocket", "/{version}/websocket"],
    ["/a/{version}/b", "/a/{version}/b"],
    ["/a(b)", "/a(b)"],
  ])("makes %s canonical", (given, canonical) => {
    expect(contextSchema.parse(given)).toBe(canonical);
  });
  it.each([
    ["", "Enter a context"],
    ["/", "Enter a context"],
    ["echo{version}", "whole segment"],
    ["/{version}x/a", "whole segment"],
    ["/{id}/a", "whole segment"],
    ["/{version}", "besides {version}"],
    ["/{version}/{version}/a", "only once"],
    ["/t//x", "empty segments"],
    ["/t/x", "reserved"],
    ["/a b", "spaces"],
    ["/a{version", "braces"],
    ["/a}version{", "braces"],
    ["/a(b", "parentheses"],
    ["/a/../b", ". or .."],
    ["/a?b", "letters"],
    [`/${"a".repeat(200)}`, "at most 200"],
  ])("refuses %s", (context, reason) => {
    expect(problem(contextSchema, context)).toContain(reason);
  });
});

describe("the version of an API", () => {
  it.each(["1.0.0", "v1", "2026-11-23", "1.0.0-beta_2"])("takes %s", (version) => {
    expect(problem(versionSchema, version)).toBeNull();
  });
  it.each(["", "1 0", "1/0", "1?0", "..", "ü", "1".repeat(31)])("refuses %s", (version) => {
    expect(problem(versionSchema, version)).not.toBeNull();
  });
});

describe("the create form", () => {
  const input = { name: "Chats", context: "chats", version: "1.0.0" };
  it("can be filled without an endpoint", () => {
    expect(createApiSchema.parse(input)).toEqual({
      ...input,
      context: "/chats",
      displayName: "",
      endpoint: "",
      template: "blank",
    });
  });
  it("takes no template that does not exist", () => {
    expect(problem(createApiSchema, { ...input, template: "constructor" })).toBe(
      "Choose one of the templates",
    );
    expect(problem(createApiSchema, { ...input, template: "chat" })).toBeNull();
  });
  it("needs an endpoint to publish", () => {
    expect(problem(createAndPublishSchema, input)).toContain("needs an endpoint");
  });
});

describe("business info", () => {
  it("may be empty", () => {
    expect(businessInfoSchema.parse({})).toMatchObject({ businessOwner: "", technicalOwnerEmail: "" });
  });
  it("refuses what is no e-mail address", () => {
    expect(problem(businessInfoSchema, { businessOwnerEmail: "ana@" })).toContain("e-mail");
  });
});
