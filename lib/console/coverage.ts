// Which messages of a definition have passed in a session, and which have not. It only ever grows, so that what leaves the
// transcript stays seen. Pure.
import type { ConsoleMessage, ConsoleTopic } from "./catalogue.ts";

/** Messages that have passed, by topic, direction and key: a definition that is read again has the same. */
export type Coverage = ReadonlySet<string>;

export const NOTHING_PASSED: Coverage = new Set();

export type Passed = {
  readonly topic: ConsoleTopic;
  readonly direction: "sent" | "received";
  readonly message: ConsoleMessage;
};

/** The same coverage where all of these were known. */
export function withPassed(coverage: Coverage, passed: readonly Passed[]): Coverage {
  const met = passed.map(({ topic, direction, message }) => keyOf(topic, direction, message));
  return met.every((key) => coverage.has(key)) ? coverage : new Set([...coverage, ...met]);
}

/** Names of the messages of these topics that were never sent, and never received, each once. */
export function missingIn(topics: Iterable<ConsoleTopic>, coverage: Coverage) {
  const all = [...topics];
  const missing = (direction: Passed["direction"], way: "sends" | "receives") => [
    ...new Set(
      all.flatMap((topic) =>
        topic[way].filter((it) => !coverage.has(keyOf(topic, direction, it))).map(({ name }) => name),
      ),
    ),
  ];
  return { unsent: missing("sent", "sends"), unseen: missing("received", "receives") };
}

function keyOf({ address }: ConsoleTopic, direction: Passed["direction"], { key }: ConsoleMessage): string {
  return JSON.stringify([address, direction, key]);
}
