// Which fields a document fills in.
import { expect, it } from "vitest";
import { emptyValues } from "#components/apis/create/create-values.ts";
import { prefilled, proposedValues } from "./prefill.ts";

const proposal = {
  name: "Chat",
  displayName: "Chat",
  context: "/chat",
  version: "1.0.0",
  description: "Talk.",
  endpoint: "wss://a.example/chat",
};

it("fills in an empty form", () => {
  const filled = { ...emptyValues, ...prefilled(emptyValues, emptyValues, proposal) };
  expect(filled).toEqual(proposedValues(proposal));
});

it("leaves what a person typed, and follows the document elsewhere", () => {
  const typed = { ...proposedValues(proposal), name: "Talk" };
  const later = { ...proposal, name: "Chat two", version: "2.0.0" };
  expect(prefilled(typed, proposedValues(proposal), later)).toEqual({ version: "2.0.0" });
});

it("does not fill in again what a person emptied", () => {
  const emptied = { ...proposedValues(proposal), displayName: "" };
  expect(prefilled(emptied, proposedValues(proposal), proposal)).toEqual({});
});
