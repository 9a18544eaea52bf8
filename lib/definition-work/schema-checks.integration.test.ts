// What AsyncAPI's own schema refuses is refused at its line, in a thread; what is valid passes.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { value } from "#lib/db/test-kit/storage.ts";
import { checkSchema } from "./checking-commands.ts";

const cases = join(import.meta.dirname, "../topics/test-kit/cases");
const linesOf = async (text: string) => [
  ...new Set(value(await checkSchema(text, "somebody")).map(({ line }) => line)),
];

it.each([
  ["35comp.yaml", [7]],
  ["35msgsnull.yaml", [4, 6]],
  ["35msgstr.yaml", [4]],
  ["35par.yaml", [4]],
  ["35payload.yaml", [4]],
  ["35srv.yaml", [3]],
  ["27-anchor.yaml", []],
  ["30-crlf.yaml", []],
])("%s has errors at these lines: %j", async (name, lines) => {
  expect(await linesOf(readFileSync(join(cases, name), "utf8"))).toEqual(lines);
});

describe("a text made to be slow to check", () => {
  const many = (count: number, item: (place: number) => string) =>
    Array.from({ length: count }, (_, place) => item(place)).join(", ");
  const head = "asyncapi: 3.0.0\ninfo: {title: T, version: '1'}\n";
  const manyErrors = `${head}components: {schemas: {${many(60_000, (place) => `a${place}: 1`)}}}\n`;
  const manyTags = `${head}components: {messages: {a: {tags: [${many(40_000, (place) => `{name: a${place}}`)}]}}}\n`;

  it("is answered, and others get their turn meanwhile", async () => {
    const order: string[] = [];
    const check = async (name: string, text: string, person: string) => {
      const outcome = await checkSchema(text, person);
      order.push(name);
      return outcome;
    };
    const small = `${head}channels: {a: {messages: []}}\n`;
    const [first, second, third, cleos] = await Promise.all([
      check("errors", manyErrors, "mallory"),
      check("tags", manyTags, "mallory"),
      check("errors again", manyErrors, "mallory"),
      check("small", small, "cleo"),
    ]);
    expect(order).toEqual(["errors", "tags", "small", "errors again"]);
    expect(value(cleos)).toMatchObject([{ code: "schema", line: 3 }]);
    const tooLarge = {
      code: "definition_too_slow",
      message: expect.stringContaining("too large to be checked"),
    };
    for (const answer of [first, third]) {
      if (answer.ok) expect(answer.value[0]).toMatchObject({ code: "schema", line: 3 });
      else expect(answer).toMatchObject(tooLarge);
    }
    if (second.ok) expect(second.value).toEqual([]);
    else expect(second).toMatchObject(tooLarge);
  }, 30_000);

  it("has its one item that stands there twice found", async () => {
    const twice = manyTags.replace("{name: a39999}", "{name: a0}").replaceAll(/\{name: a\d{4,}\}, /g, "");
    expect(await linesOf(twice)).toEqual([3]);
  });
});
