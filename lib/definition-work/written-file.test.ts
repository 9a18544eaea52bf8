// What a file of a definition costs: checking its examples, which takes longer than all the rest, is left to the page.
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterEach, expect, it, vi } from "vitest";
import { runJob } from "./jobs.ts";

const text = `
asyncapi: 3.0.0
info: { title: T, version: "1" }
channels:
  room:
    address: /room
    messages:
      said:
        payload: { type: object, properties: { words: { type: string } } }
        examples: [{ payload: { words: 5 } }]
operations:
  hear: { action: send, channel: { $ref: "#/channels/room" } }
`;
const settings = { title: "T", version: "1", servers: [], security: { apiKey: true, oauth2: false } };

afterEach(() => vi.restoreAllMocks());

it("compiles no schema to write a file, where the page compiles those whose examples it checks", () => {
  const compile = vi.spyOn(Ajv2020.prototype, "compile");
  for (const format of ["html", "md"] as const) {
    const written = runJob("writeDocument", { text, settings, format });
    expect(written).toContain("words");
    expect(runJob("writeDocument", { text, settings: null, format })).toContain("words");
  }
  expect(compile).not.toHaveBeenCalled();
  const { view } = runJob("openDocument", { text, settings });
  expect(compile).toHaveBeenCalled();
  expect(view.channels[0]?.operations[0]?.messages[0]?.examples[0]?.misfits).toHaveLength(1);
});
