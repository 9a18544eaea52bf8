// Pings and pongs in words.
import { expect, test } from "vitest";
import { controlWords } from "./control-words.ts";

const none = {
  ...{ pingsFromClient: 0, pongsFromClient: 0, pingsFromBackend: 0, pongsFromBackend: 0 },
  ...{ clientRoundTripMs: null, backendRoundTripMs: null },
};

test("says what came from each side, and that nothing was asked where nothing was", () => {
  expect(controlWords({ ...none, pongsFromClient: 1, pingsFromBackend: 2 })).toBe(
    "From the client came 0 pings and 1 pong, from the backend 2 pings and 0 pongs. " +
      "The gateway pings a side that falls silent: no ping of its own was answered so far.",
  );
});

test("says how long the sides took to answer that did", () => {
  expect(controlWords({ ...none, clientRoundTripMs: 41.6 })).toContain("answered by the client after 42 ms.");
  expect(controlWords({ ...none, clientRoundTripMs: 41.6, backendRoundTripMs: 0.94 })).toContain(
    "answered by the client after 42 ms, by the backend after 0.9 ms.",
  );
});
