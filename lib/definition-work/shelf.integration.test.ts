// What the work on definitions asks of a shelf and puts there.
import { expect, it } from "vitest";
import { openDocument, readFacts } from "#lib/definition-work/commands.ts";
import type { Shelf } from "#lib/definition-work/shelf.ts";

const settings = { title: "T", version: "1", servers: [], security: { apiKey: true, oauth2: false } };

/** Longer than what is worked on at once. */
function textOf(name: string): string {
  const channels = Array.from(
    { length: 200 },
    (_, index) => `  ${name}${index}: { address: /${name}/${index} }\n`,
  );
  return `asyncapi: 3.0.0\ninfo: { title: T, version: 1.0.0 }\nchannels:\n${channels.join("")}# ${"-".repeat(8192)}`;
}

function shelfOf(kept: Map<string, unknown>) {
  const asked: string[] = [];
  const shelf: Shelf = {
    async find(job, question) {
      asked.push(job);
      return kept.has(question) ? { answer: kept.get(question) } : null;
    },
    keep: (_job, question, answer) => void kept.set(question, answer),
  };
  return { shelf, asked };
}

it("puts what it read on the shelf, and asks it no more for what it remembers", async () => {
  const kept = new Map<string, unknown>();
  const { shelf, asked } = shelfOf(kept);
  const facts = await readFacts(textOf("put"), "cleo", shelf);
  expect(facts.topics).toHaveLength(200);
  expect([...kept.values()]).toEqual([facts]);
  await readFacts(textOf("put"), "cleo", shelf);
  expect(asked).toEqual(["readFacts"]);
});

it("puts there what a command read before without one", async () => {
  const kept = new Map<string, unknown>();
  const facts = await readFacts(textOf("before"), "cleo");
  await readFacts(textOf("before"), "cleo", shelfOf(kept).shelf);
  expect([...kept.values()]).toEqual([facts]);
});

it("takes an opening from the shelf instead of reading the text", async () => {
  const opening = { view: "kept", outline: [], size: 10 };
  const { shelf } = shelfOf(new Map());
  const found = { ...shelf, find: async () => ({ answer: opening }) };
  const opened = await openDocument({ text: textOf("taken"), settings }, "cleo", found);
  expect(opened).toEqual({ ok: true, value: opening });
});

it("keeps nothing of a short text, which costs no more to read", async () => {
  const kept = new Map<string, unknown>();
  const { shelf, asked } = shelfOf(kept);
  await readFacts("asyncapi: 3.0.0\ninfo: { title: Short, version: 1.0.0 }\n", "cleo", shelf);
  expect([kept.size, asked]).toEqual([0, []]);
});
