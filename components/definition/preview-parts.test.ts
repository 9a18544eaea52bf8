// When a text is read for the preview, and when what was read is shown.
import { expect, test } from "vitest";
import { runJob } from "./definition-jobs.ts";
import { DefinitionWork, type PortEvents, type WorkPort } from "./definition-work.ts";
import { PreviewParts } from "./preview-parts.ts";

const settings = {
  title: "Shop",
  version: "1.0.0",
  servers: [],
  security: { apiKey: false, oauth2: false },
};

const textOf = (title: string) => `asyncapi: 3.0.0
info: { title: Shop, version: 1.0.0 }
channels:
  orders: { address: /orders, title: ${title} }
`;

/** Answers in a later turn, and notes what it was asked. */
function readingIn(asked: string[]): PreviewParts {
  const open = ({ onAnswer }: PortEvents): WorkPort => ({
    post: ({ id, name, input }) => {
      asked.push(`${name} ${/title: (\w+) }/.exec(input.text)?.[1]}`);
      setImmediate(() => onAnswer({ id, ok: true, value: runJob(name, input) }));
    },
    end: () => {},
  });
  return new PreviewParts(new DefinitionWork(open, 10_000));
}

test("a text is read at once, and shown when it has stood long enough", async () => {
  const asked: string[] = [];
  const { promise: paused, resolve } = Promise.withResolvers<boolean>();
  const reading = readingIn(asked).read({ text: textOf("First"), of: "design", settings }, paused);
  expect(asked).toEqual(["preview First"]);
  resolve(true);
  expect(await reading).toMatchObject({ ok: true, value: { view: {} } });
});

test("what was typed over before it had stood is not shown, and its parts are not asked for", async () => {
  const asked: string[] = [];
  const parts = readingIn(asked);
  const first = parts.read({ text: textOf("First"), of: "design", settings }, Promise.resolve(false));
  const wanted = parts.fetcher.fetchNow("channel-orders");
  const second = parts.read({ text: textOf("Second"), of: "design", settings }, Promise.resolve(true));
  expect(await first).toEqual({ ok: false, reason: "overtaken" });
  expect(await second).toMatchObject({ ok: true });
  await wanted;
  expect([...new Set(asked)]).toEqual(["preview First", "preview Second", "parts Second"]);
});
