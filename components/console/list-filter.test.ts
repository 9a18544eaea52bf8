// What of a transcript a filter lets through by what messages are called.
import { expect, test } from "vitest";
import type { JsonObject } from "#lib/asyncapi/json-value.ts";
import type { ConsoleMessage, ConsoleTopic } from "#lib/console/catalogue.ts";
import { Transcript } from "#lib/console/transcript.ts";
import { NO_TOPIC } from "./connection-labels.ts";
import { FURTHER_NAMES, filtered, NO_FILTER } from "./list-filter.ts";

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

test.each([
  ["number", ["50"]],
  ["ambiguous", ["5", '"abc"']],
  ["unknown", ["true"]],
  ["not read", [Buffer.of(1)]],
] as const)("shows those that are called %j", (name, shown) => {
  const transcript = new Transcript();
  for (const body of ["50", "5", '"abc"', "true", new Uint8Array([1])]) {
    const from = { connection: 1, attempt: 1, at: 0, direction: "received" } as const;
    transcript.addMessage({ ...from, body, isInvalidOnPurpose: false });
  }
  const found = filtered(transcript.entries(), { ...NO_FILTER, name }, () => topic);
  expect(found.map((entry) => (entry.kind === "message" ? entry.body : null))).toEqual(
    shown.map((body) => (typeof body === "string" ? body : new Uint8Array(body))),
  );
  expect(["number", ...FURTHER_NAMES]).toContain(name);
});
