// Numbers in the documentation have the digits that the text has.
import { expect, test } from "vitest";
import { parseDefinition } from "#lib/asyncapi/definition.ts";
import { exactValue, isExactMap, plainObject } from "#lib/asyncapi/exact-value.ts";
import { readingView } from "./view.ts";

const TEXT = `asyncapi: 3.0.0
info: { title: T, version: 1.10 }
channels:
  c:
    address: /c/{p}
    parameters: { p: { enum: ["1"] } }
    messages:
      m:
        x-limit: 9007199254740993
        payload:
          allOf:
            - { type: object, minProperties: 1 }
          examples: [1.10, 2]
          properties:
            id: { type: integer, const: 9007199254740993, default: 9223372036854775807 }
            price: { type: number, enum: [1.10, 2.50, .5], minimum: 0.10, maximum: 100.00, multipleOf: 0.010 }
        examples:
          - { payload: { id: 9007199254740993, price: 1.10, list: [1.0, 2] } }
          - { payload: 18446744073709551615 }
`;

function view() {
  const { definition } = parseDefinition(TEXT);
  const exact = definition && exactValue(definition.source);
  if (!exact || !isExactMap(exact)) throw new Error("The text is no definition.");
  return readingView(plainObject(exact));
}

test("examples, constants, enums, defaults and limits show every digit that was written", () => {
  const [message] = view().channels[0]?.others ?? [];
  const text = JSON.stringify(message);
  expect(message?.examples.map(({ payload }) => payload)).toEqual([
    '{\n  "id": 9007199254740993,\n  "price": 1.10,\n  "list": [\n    1.0,\n    2\n  ]\n}',
    "18446744073709551615",
    "1.10",
    "2",
  ]);
  expect(
    message?.payload?.children.map(({ constant, preset, values, limits }) => ({
      constant,
      preset,
      values,
      limits,
    })),
  ).toEqual([
    { constant: "9007199254740993", preset: "9223372036854775807", values: [], limits: [] },
    {
      constant: null,
      preset: null,
      values: ["1.10", "2.50", "0.5"],
      limits: ["0.10 to 100.00", "a multiple of 0.010"],
    },
  ]);
  expect(text).toContain("9007199254740993");
  expect(text, "nothing rounded").not.toContain("9007199254740992");
});
