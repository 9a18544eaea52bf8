import fc from "fast-check";
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
  "/.//evil.example/x",
  "/x/..//evil.example",
  "/%2e//evil.example",
  "/%2E%2e//evil.example",
  "/./\\evil.example",
  "/.\t//evil.example",
  "/.\n/\r/evil.example",
])("%j leads nowhere else", (target) => {
  const path = pathWithin(target, "/apis");
  expect(new URL(path, "http://here.example").origin).toBe("http://here.example");
  expect(path).not.toContain("evil");
});

it("returns nothing that leads off any site that a browser resolves it on", () => {
  const pieces = [
    "/",
    "\\",
    ".",
    "..",
    "%2e",
    "%2F",
    "%5C",
    "\t",
    "\n",
    "\r",
    " ",
    "\0",
    "@",
    ":",
    "?",
    "#",
    "evil.example",
    "a",
  ];
  const target = fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 3 })), {
    maxLength: 12,
  });
  const base = fc.constantFrom(
    "http://here.example",
    "https://here.example:8443/a/b/c?d=e",
    "http://[::1]:3000/sign-in",
  );
  fc.assert(
    fc.property(target, base, (parts, page) => {
      const path = pathWithin(`/${parts.join("")}`, "/apis");
      const { origin } = new URL(page);
      expect(new URL(path, page).origin).toBe(origin);
      // A proxy may put the site before it, and a second sign-in may ask again.
      expect(new URL(`${origin}${path}`).origin).toBe(origin);
      expect(pathWithin(path, "/apis")).toBe(path);
    }),
    { numRuns: 5_000 },
  );
});
