// What outlasts a reload: the newest that fits, and the count of what does not.
import { expect, test } from "vitest";
import { readJsonLines } from "#lib/console/export.ts";
import { ConsoleSession } from "./console-session.ts";
import { newestAsFile } from "./newest-as-file.ts";

function kept(bodies: readonly string[], maxCharacters: number): readonly string[] {
  const session = new ConsoleSession(() => {});
  for (const body of bodies)
    session.transcript.addMessage({
      ...{ connection: 1, attempt: 1, at: 0, direction: "received", isInvalidOnPurpose: false, body },
    });
  const read = readJsonLines(newestAsFile(session, maxCharacters));
  return read.ok
    ? read.entries.map((entry) => (entry.kind === "event" ? entry.text : String(entry.body)))
    : [];
}

test("a message that is too large by itself is left out and counted, and the others are kept", () => {
  expect(kept(["a", "b", "x".repeat(5_000)], 5_000)).toEqual([
    "1 entry was older than the rest, or too large, and did not outlast the reload.",
    "a",
    "b",
  ]);
});

test("the newest that fit are kept, and the older ones counted", () => {
  expect(kept(["a", "b", "c", "d"], 450)).toEqual([
    "2 entries were older than the rest, or too large, and did not outlast the reload.",
    "c",
    "d",
  ]);
});

test("where all fits nothing is said, and where nothing passed there is no file", () => {
  expect(kept(["a"], 5_000)).toEqual(["a"]);
  expect(newestAsFile(new ConsoleSession(() => {}), 5_000)).toBe("");
});
