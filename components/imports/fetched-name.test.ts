// Names of documents by their addresses.
import { expect, it } from "vitest";
import { fetchedName } from "./fetched-name.ts";

it.each([
  ["https://example.com/apis/chat%20one.yaml?raw=1", "chat one.yaml"],
  ["https://example.com/apis/", "apis"],
  ["https://example.com:8443/", "example.com:8443"],
  ["https://example.com/%zz", "%zz"],
])("%s is called %s", (url, name) => {
  expect(fetchedName(url)).toBe(name);
});
