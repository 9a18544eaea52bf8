// What a page is sent of a document with more topics than one page names, and where the rest of them is.
import { expect, it } from "vitest";
import { runJob } from "./jobs.ts";

const COUNT = 8000;

it("opens with as many topics as a page names, searches those, and writes the others into a file", () => {
  const names = Array.from({ length: COUNT }, (_, index) => `topic${index}`);
  const channels = Object.fromEntries(names.map((name) => [name, { address: `/${name}` }]));
  const text = JSON.stringify({ asyncapi: "3.0.0", info: { title: "T", version: "1" }, channels });
  const settings = { title: "T", version: "1", servers: [], security: { apiKey: true, oauth2: false } };
  const { view, outline, size } = runJob("openDocument", { text, settings });
  expect(size).toBeLessThan(1_500_000);
  expect(view.channels.length + (view.leftOut ?? 0)).toBe(COUNT);
  expect(outline[0]?.items).toHaveLength(view.channels.length);
  const [last, next] = [view.channels.length - 1, view.channels.length];
  const searched = runJob("readSearch", { text, settings });
  expect(searched).toContain(`"/topic${last}"`);
  expect(searched).not.toContain(`"/topic${next}"`);
  expect(JSON.parse(runJob("readParts", { text, settings, ids: [`channel-topic${next}`] }))).toEqual({
    [`channel-topic${next}`]: null,
  });
  expect(runJob("writeDocument", { text, settings, format: "md" })).toContain(`/topic${COUNT - 1}\``);
});
