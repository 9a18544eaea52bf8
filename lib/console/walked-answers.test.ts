// Examples checked without making code: the same fits as the server finds.
import { describe, expect, it, test } from "vitest";
import { parseDefinition } from "#lib/asyncapi/definition.ts";
import { checkedView } from "#lib/asyncapi/reading/checked.ts";
import { checkerOf, viewChecked } from "#lib/asyncapi/reading/checker.ts";
import { newPurse } from "#lib/asyncapi/reading/example-question.ts";
import { type ReadingView, readingView } from "#lib/asyncapi/reading/view.ts";
import { corpusName, leastOf, listCurrentCorpus } from "#lib/asyncapi/test-kit/corpus.ts";
import { walkedAnswersTo } from "./walked-answers.ts";

const root = {
  components: {
    schemas: { Price: { type: "object", required: ["amount"], properties: { amount: { minimum: 0 } } } },
  },
};
const price = { $ref: "#/components/schemas/Price" };

test("what does not fit is said with its place, the rest fits or was not checked", () => {
  const questions = [
    { value: { amount: 1 }, schema: price },
    { value: {}, schema: price },
    {
      value: { list: [{ "a b": { amount: -1 } }] },
      schema: { properties: { list: { items: { properties: { "a b": price } } } } },
    },
    { value: 1, schema: { $ref: "#/nowhere" } },
    { value: 1, schema: false },
  ];
  expect(walkedAnswersTo(root, questions, newPurse())).toEqual([
    [],
    ['It needs "amount"'],
    ["/list/0/a b/amount must be 0 or more"],
    null,
    ["It is not allowed here"],
  ]);
});

test("nothing more is checked once the purse is spent", () => {
  const purse = { nodes: 30_000, effort: 2 };
  const questions = [1, 2, 3].map((value) => ({ value, schema: { type: "string" } }));
  const answers = walkedAnswersTo(root, questions, purse);
  expect(answers[0]).toEqual(["It must be a text, is a number"]);
  expect(answers[2]).toBeNull();
  expect(walkedAnswersTo(root, questions, purse)).toEqual([null, null, null]);
});

describe(`examples of ${corpusName}`, () => {
  it("fit where the server finds that they fit", () => {
    const count = { same: 0, misfits: 0, others: [] as string[] };
    for (const { file, text } of listCurrentCorpus()) {
      const data = parseDefinition(text).definition?.data ?? {};
      const view = readingView(data);
      const served = fitsIn(checkedView(data, view));
      const walked = fitsIn(viewChecked(checkerOf(data, walkedAnswersTo), view));
      for (const [index, fit] of served.entries()) {
        if (!fit) count.misfits += 1;
        if (fit === walked[index]) count.same += 1;
        else count.others.push(`${file} ${index}`);
      }
    }
    expect(count.others).toEqual([]);
    expect(count.same).toBeGreaterThan(leastOf({ world: 130, own: 20 }));
    expect(count.misfits).toBeGreaterThan(0);
  });
});

function fitsIn({ channels }: ReadingView): boolean[] {
  const messages = channels.flatMap(({ operations, others }) => [
    ...operations.flatMap(({ messages: own, reply }) => [...own, ...(reply?.messages ?? [])]),
    ...others,
  ]);
  return messages.flatMap(({ examples, schemaMisfits }) => [
    ...examples.map(({ misfits }) => misfits.length === 0),
    schemaMisfits.length === 0,
  ]);
}
