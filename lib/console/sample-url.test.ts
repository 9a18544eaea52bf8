import { expect, it } from "vitest";
import type { ConsoleField, ConsoleTopic } from "./catalogue.ts";
import { sampleUrl } from "./sample-url.ts";

const field = (more: Partial<ConsoleField>): ConsoleField => ({
  name: "x",
  description: "",
  isRequired: false,
  values: [],
  example: "",
  ...more,
});
const topic = (address: string, more: Partial<ConsoleTopic> = {}): ConsoleTopic => ({
  address,
  parameters: [],
  query: [],
  headers: [],
  sends: [],
  receives: [],
  ...more,
});

it("fills parameters in: by example, by the first value that is allowed, or by their name", () => {
  const parameters = [
    field({ name: "roomID", example: "lobby 1" }),
    field({ name: "unit", values: ["day", "hour"] }),
    field({ name: "userID" }),
  ];
  expect(sampleUrl("wss://h/a", topic("/{roomID}/{unit}/{userID}", { parameters }))).toBe(
    "wss://h/a/lobby%201/day/user1",
  );
});

it("has the query that is demanded, and leaves out what is not", () => {
  const query = [
    field({ name: "v", isRequired: true, values: ["2"] }),
    field({ name: "debug", example: "1" }),
  ];
  expect(sampleUrl("wss://h/a", topic("/feed", { query }))).toBe("wss://h/a/feed?v=2");
});

it("is the bare address for the topic of everything", () => {
  expect(sampleUrl("ws://h/a", topic("/*"))).toBe("ws://h/a");
});
