// References that lead nowhere are errors; those that lead to other documents, in the end or on the way, are not: nobody has
// read what is there.
import { expect, it } from "vitest";
import type { JsonObject } from "./json-value.ts";
import { refFindings } from "./ref-checks.ts";

const found = (payload: JsonObject) =>
  refFindings({
    channels: { out: { $ref: "other.yaml#/channels/out" } },
    components: {
      messages: { elsewhere: { $ref: "./messages.yaml#/M" } },
      schemas: {
        Chain: { $ref: "#/components/schemas/Outside" },
        Outside: { $ref: "https://example.com/schema.json" },
        Broken: { $ref: "#/components/schemas/Missing" },
        Circle: { $ref: "#/components/schemas/Circle" },
        Used: payload,
      },
    },
  }).map(({ path }) => path.join("."));

const own = ["components.schemas.Broken.$ref", "components.schemas.Circle.$ref"];

it.each([
  "#/components/messages/elsewhere",
  "#/components/messages/elsewhere/payload/properties/a",
  "#/components/schemas/Chain",
  "#/channels/out/messages/m",
])("%s leads to another document", ($ref) => {
  expect(found({ $ref })).toEqual(own);
});

it.each(["#/components/schemas/Missing", "#/components/schemas/Broken", "#/nothing", "#not-a-pointer"])(
  "%s leads nowhere",
  ($ref) => {
    expect(found({ $ref })).toEqual([...own, "components.schemas.Used.$ref"]);
  },
);
