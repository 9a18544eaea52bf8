// Numbers that JavaScript rounds are judged by their digits, in the text and in the schema.
import { describe, expect, test } from "vitest";
import type { JsonObject } from "#lib/asyncapi/json-value.ts";
import type { ConsoleMessage } from "./catalogue.ts";
import { readCatalogueOf } from "./catalogue-of-text.ts";
import { longNumbersIn } from "./long-numbers.ts";
import { recognise } from "./recognised.ts";
import { checkValue } from "./validation.ts";

const told = (schema: JsonObject, text: string) => {
  const verdict = checkValue(schema, JSON.parse(text), { long: longNumbersIn(text) });
  return verdict.kind === "invalid"
    ? verdict.misfits.map(({ path, words }) => `${path} ${words}`)
    : verdict.kind;
};

const LIMIT = 9007199254740992;

describe("a number that rounds to a bound is judged by its digits", () => {
  test.each<[string, JsonObject, string, string | string[]]>([
    [
      "above a maximum",
      { maximum: LIMIT },
      `${LIMIT + 0}`.replace(/2$/, "3"),
      [`$ must be ${LIMIT} or less`],
    ],
    ["at a maximum", { maximum: LIMIT }, String(LIMIT), "valid"],
    ["below an exclusive maximum", { exclusiveMaximum: 9007199254740996 }, "9007199254740995", "valid"],
    ["below a minimum", { minimum: -LIMIT }, "-9007199254740993", [`$ must be ${-LIMIT} or more`]],
    ["above a minimum", { minimum: LIMIT }, "9007199254740993", "valid"],
    ["above an exclusive minimum", { exclusiveMinimum: LIMIT }, "9007199254740993", "valid"],
    [
      "at an exclusive minimum",
      { exclusiveMinimum: LIMIT },
      "9007199254740992",
      ["$ must be more than 9007199254740992"],
    ],
    ["draft 4", { maximum: 9007199254740996, exclusiveMaximum: true }, "9007199254740995", "valid"],
    ["beside a constant", { const: LIMIT }, "9007199254740993", [`$ must be ${LIMIT}`]],
    ["beside all of an enum", { enum: [LIMIT, 1] }, "9007199254740993", [`$ must be one of ${LIMIT},1`]],
    ["no multiple", { multipleOf: 2 }, "9007199254740993", ["$ must be a multiple of 2"]],
    ["a multiple", { multipleOf: 3 }, "9007199254740993", "valid"],
    ["with another written differently", { multipleOf: 2 }, "9007199254740994.0", "valid"],
    ["a fraction", { maximum: 0.1 }, "0.10000000000000000001", ["$ must be 0.1 or less"]],
    ["a fraction of zeros", { maximum: 0.1 }, "0.1000000000000000000", "valid"],
    ["an exponent", { maximum: 1e21 }, "1000000000000000000001e0", ["$ must be 1e+21 or less"]],
    [
      "in one of several",
      { anyOf: [{ maximum: LIMIT }, { type: "string" }] },
      "9007199254740993",
      [`$ must be ${LIMIT} or less`],
    ],
    ["where it must not fit", { not: { const: LIMIT } }, "9007199254740993", "valid"],
  ])("%s", (_, schema, text, expected) => {
    expect(told(schema, text)).toEqual(expected);
    const held = { properties: { n: schema, other: { type: "integer" } } };
    const inside = Array.isArray(expected) ? expected.map((one) => one.replace("$", "$.n")) : expected;
    expect(told(held, `{"n": ${text}, "other": 12345678901234567890, "s": "9007199254740993"}`)).toEqual(
      inside,
    );
  });
});

test("other numbers beside it are judged as ever", () => {
  const schema = { items: { maximum: LIMIT, multipleOf: 3 } };
  expect(told(schema, "[9007199254740993, 4, 3, 9007199254740998]")).toEqual([
    `$[0] must be ${LIMIT} or less`,
    "$[1] must be a multiple of 3",
    "$[3] must be 9007199254740992 or less",
    "$[3] must be a multiple of 3",
  ]);
});

test("two numbers that round to one are not taken for the same: that is not checked", () => {
  const text = "[9007199254740992, 9007199254740993]";
  expect(told({ items: { maximum: LIMIT } }, text)).toBe("unchecked");
  expect(told({ uniqueItems: true }, text)).toBe("unchecked");
  expect(told({ const: [LIMIT] }, "[9007199254740993]")).toBe("unchecked");
  expect(told({ items: { type: "integer" } }, text)).toBe("valid");
});

test("a number too far from one is left to the checker", () => {
  expect(told({ maximum: 5 }, "1e999999999")).toEqual(["$ must be 5 or less"]);
});

test("a message is recognised by the digits of its text", () => {
  const texts = { key: "n", name: "n", title: "", summary: "", contentType: "application/json" };
  const parts = { examples: [], answeredBy: [], answeredOn: [], correlation: null };
  const message: ConsoleMessage = { ...texts, ...parts, schema: { properties: { n: { maximum: LIMIT } } } };
  const recognised = recognise('{"n": 9007199254740993}', [message]);
  expect(recognised).toMatchObject({ kind: "named", verdict: { kind: "invalid" } });
});

test("a bound of a document that JavaScript rounds accuses nobody wrongly, after it travelled to a browser", () => {
  const read = readCatalogueOf(`asyncapi: 3.0.0
info: { title: T, version: "1" }
channels:
  c:
    address: /c
    messages:
      m:
        payload:
          properties:
            most: { maximum: 9007199254740993 }
            below: { exclusiveMaximum: 9007199254740993 }
            is: { const: 9007199254740993 }
            oneOf: { enum: [1, 9007199254740993] }
operations:
  o: { action: receive, channel: { $ref: "#/channels/c" } }
`);
  if (!read.ok) throw new Error(read.message);
  const catalogue = JSON.parse(JSON.stringify(read.value));
  const { schema } = catalogue.topics[0].sends[0];
  expect(told(schema, '{"most":9007199254740993,"is":9007199254740993,"oneOf":9007199254740993}')).toBe(
    "valid",
  );
  expect(told(schema, '{"below":9007199254740992}')).toBe("valid");
  expect(told(schema, '{"below":9007199254740993}')).toEqual(["$.below must be less than 9007199254740993"]);
  expect(told(schema, '{"is":9007199254740992}')).not.toBe("valid");
  expect(told(schema, '{"oneOf":9007199254740992}')).not.toBe("valid");
});
