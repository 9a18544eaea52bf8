// What has passed once stays covered; what has not is named, each way for itself.
import { expect, test } from "vitest";
import type { ConsoleMessage, ConsoleTopic } from "./catalogue.ts";
import { missingIn, NOTHING_PASSED, withPassed } from "./coverage.ts";

const message = (key: string): ConsoleMessage => {
  const texts = { key, name: key.toUpperCase(), title: "", summary: "", contentType: "" };
  return { ...texts, schema: null, examples: [], answeredBy: [], answeredOn: [], correlation: null };
};
const topicOf = (address: string): ConsoleTopic => {
  const nothing = { parameters: [], query: [], headers: [] };
  return { address, ...nothing, sends: [message("ask"), message("both")], receives: [message("both")] };
};
const room = topicOf("/room");
const both = message("both");

test("nothing has passed at first", () => {
  expect(missingIn([room], NOTHING_PASSED)).toEqual({ unsent: ["ASK", "BOTH"], unseen: ["BOTH"] });
  expect(missingIn([], NOTHING_PASSED)).toEqual({ unsent: [], unseen: [] });
});

test("a message that goes both ways is covered each way for itself, also where the definition was read again", () => {
  const seen = withPassed(NOTHING_PASSED, [{ topic: room, direction: "received", message: both }]);
  expect(missingIn([topicOf("/room")], seen)).toEqual({ unsent: ["ASK", "BOTH"], unseen: [] });
});

test("a message of the same key of another topic is another", () => {
  const seen = withPassed(NOTHING_PASSED, [{ topic: room, direction: "received", message: both }]);
  expect(missingIn([room, topicOf("/hall")], seen).unseen).toEqual(["BOTH"]);
});

test("what is known already changes nothing", () => {
  const passed = [{ topic: room, direction: "sent", message: both }] as const;
  const seen = withPassed(NOTHING_PASSED, passed);
  expect(withPassed(seen, passed)).toBe(seen);
  expect(withPassed(seen, [])).toBe(seen);
});
