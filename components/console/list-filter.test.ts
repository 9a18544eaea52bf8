// What of a transcript a filter lets through by what messages are called.
import { expect, test } from "vitest";
import type { JsonObject } from "#lib/asyncapi/json-value.ts";
import type { ConsoleMessage, ConsoleTopic } from "#lib/console/catalogue.ts";
import { type Body, Transcript } from "#lib/console/transcript.ts";
import { NO_TOPIC } from "./connection-labels.ts";
import { filtered, type NamingFilter, NO_FILTER } from "./list-filter.ts";

function message(key: string, schema: JsonObject): ConsoleMessage {
  const texts = { key, name: key, title: "", summary: "", contentType: "application/json" };
  return { ...texts, schema, examples: [], answeredBy: [], answeredOn: [], correlation: null };
}

const topic: ConsoleTopic = {
  ...NO_TOPIC,
  receives: [
    message("number", { type: "number" }),
    message("small", { type: "number", maximum: 10 }),
    message("text", { type: "string" }),
    message("short", { type: "string", maxLength: 3 }),
  ],
};

function shownOf(bodies: readonly Body[], naming: NamingFilter, of: ConsoleTopic): readonly unknown[] {
  const transcript = new Transcript();
  for (const body of bodies) {
    const from = { connection: 1, attempt: 1, at: 0, direction: "received" } as const;
    transcript.addMessage({ ...from, body, isInvalidOnPurpose: false });
  }
  const found = filtered(transcript.entries(), { ...NO_FILTER, naming }, () => of);
  return found.map((entry) => (entry.kind === "message" ? entry.body : null));
}

const bytes = new Uint8Array([1]);

test.each<[NamingFilter, readonly Body[]]>([
  [{ kind: "named", name: "number" }, ["50"]],
  [{ kind: "ambiguous" }, ["5", '"abc"']],
  [{ kind: "unknown" }, ["true"]],
  [{ kind: "unread" }, [bytes]],
])("shows those that are called %j", (naming, shown) => {
  expect(shownOf(["50", "5", '"abc"', "true", bytes], naming, topic)).toEqual(shown);
});

test.each(["unknown", "ambiguous", "not read"])(
  "a message of the definition that is named %j is told from those that have no name",
  (name) => {
    const odd = { ...topic, receives: [...topic.receives, message(name, { type: "object" })] };
    const bodies = ["true", "5", bytes, "{}"];
    expect(shownOf(bodies, { kind: "named", name }, odd)).toEqual(["{}"]);
    expect(shownOf(bodies, { kind: "unknown" }, odd)).toEqual(["true"]);
    expect(shownOf(bodies, { kind: "ambiguous" }, odd)).toEqual(["5"]);
    expect(shownOf(bodies, { kind: "unread" }, odd)).toEqual([bytes]);
  },
);

test("where the definition names nothing, nothing is unknown to it", () => {
  expect(shownOf(["true"], { kind: "unknown" }, NO_TOPIC)).toEqual([]);
});
