// Which hosts a person is told of before anything is fetched.
import { expect, it } from "vitest";
import { hostsOf } from "./referred-hosts.ts";

const written = [
  "https://a.example/x.yaml",
  "http://a.example/y",
  "b.yaml",
  "//c.example/z",
  "file:///etc/passwd",
];

it("are those of http and https addresses, relative ones only where the document has an address", () => {
  expect(hostsOf(written, null)).toEqual(["a.example"]);
  expect(hostsOf(written, "https://docs.example:8443/api.yaml")).toEqual([
    "a.example",
    "docs.example:8443",
    "c.example",
  ]);
});

it("is none for a document that names only itself", () => {
  expect(hostsOf(["api.yaml"], "https://docs.example/api.yaml")).toEqual([]);
});
