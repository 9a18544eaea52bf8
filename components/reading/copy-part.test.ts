// What is copied of a part is all of it, however little of it was here.
import { expect, it } from "vitest";
import type { JsonObject } from "#lib/asyncapi/json-value.ts";
import { partMarkdown, writtenMarkdown } from "#lib/asyncapi/reading/export/written-markdown.ts";
import { partAt } from "#lib/asyncapi/reading/sections.ts";
import { readingView } from "#lib/asyncapi/reading/view.ts";
import { markdownOfPart } from "./copy-part.ts";
import { PartFetcher, type PartState } from "./part-fetcher.ts";

/** Far more than is fetched at once: a request whose reply has messages too, and many that nothing names. */
const messages = Object.fromEntries(
  Array.from({ length: 60 }, (_, index) => [
    `m${index}`,
    {
      summary: "# Why",
      payload: { properties: { [`field${index}`]: { description: "word ".repeat(400) } } },
    },
  ]),
);
const refTo = (key: string) => ({ $ref: `#/channels/all/messages/${key}` });
const DOCUMENT: JsonObject = {
  channels: { all: { address: "/all", messages } },
  operations: {
    ask: {
      action: "receive",
      channel: { $ref: "#/channels/all" },
      messages: ["m0", "m1", "m2"].map(refTo),
      reply: { messages: ["m3", "m4"].map(refTo) },
    },
  },
};
const view = readingView(DOCUMENT);

function fetcherWithout(gone: string | null): PartFetcher {
  return new PartFetcher(async (ids) => {
    const states = ids.map((id): [string, PartState] => {
      const part = id === gone ? null : partAt(view, id);
      return [id, part === null ? { kind: "failed", problem: "gone" } : { kind: "here", part }];
    });
    return new Map(states);
  });
}

it("a topic has all its messages, those of replies and those that nothing names", async () => {
  const markdown = (await markdownOfPart("channel-all", fetcherWithout(null))) ?? "";
  for (let index = 0; index < 60; index += 1) expect(markdown).toContain(`- \`field${index}\``);
  expect(markdown).toMatch(/^## `\/all`\n/);
  // The same words as in the whole document, one level up.
  const whole = writtenMarkdown(view);
  expect(whole.slice(whole.indexOf("### `/all`")).replace(/^##/gm, "#")).toBe(markdown);
});

it.each([
  ["operation-ask", "## You can send", ["field0", "field3"], ["field5"]],
  ["operation-ask.m1", "## m1", ["field1"], ["field0"]],
  ["operation-ask.reply.m4", "## m4", ["field4"], ["field3"]],
  ["channel-all.m59", "## m59", ["field59"], ["field58"]],
])("%s is itself, under a heading of the second level", async (id, heading, held, others) => {
  const markdown = (await markdownOfPart(id, fetcherWithout(null))) ?? "";
  expect(markdown.split("\n")[0]).toBe(heading);
  for (const field of held) expect(markdown).toContain(`\`${field}\``);
  for (const field of others) expect(markdown).not.toContain(`\`${field}\``);
});

it("nothing is copied where some of a part does not come", async () => {
  expect(await markdownOfPart("channel-all", fetcherWithout("channel-all.m59"))).toBeNull();
  expect(await markdownOfPart("channel-gone", fetcherWithout(null))).toBeNull();
});

it("a schema of the document's own is a part too", () => {
  const payload = { $ref: "#/components/schemas/User" };
  const other = readingView({
    channels: { c: { address: "/c", messages: { m: { payload } } } },
    components: { schemas: { User: { properties: { name: { type: "string" } } } } },
  });
  const part = partAt(other, "schema-User");
  expect(part && partMarkdown(part)).toMatch(/^## User\n(?:.|\n)*- `name` string\n$/);
});
