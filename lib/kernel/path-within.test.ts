import { expect, it } from "vitest";
import { pathWithin } from "./path-within.ts";

it.each(["/apis", "/apis/1/topics?view=table", "/a//b"])("%s is a path of the portal", (path) => {
  expect(pathWithin(path, "/apis")).toBe(path);
});

it.each([
  "",
  "apis",
  "https://evil.example",
  "//evil.example",
  "/\\evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  "/\r\n/evil.example",
  "\t//evil.example",
  "javascript:alert(1)",
])("%j leads nowhere else", (target) => {
  const path = pathWithin(target, "/apis");
  expect(new URL(path, "http://here.example").origin).toBe("http://here.example");
  expect(path).not.toContain("evil");
});
