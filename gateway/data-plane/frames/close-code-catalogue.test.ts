// Every close code that the gateway sends of its own is told to who writes clients.
import { expect, it } from "vitest";
import { closeOfMeter, gatewayClose } from "#gateway/data-plane/frames/close-code.ts";
import { closeCodeCatalogue } from "#lib/gateways/connections/close-code-catalogue.ts";

it("has each of the gateway's codes once, and no other", () => {
  const sent = new Set(
    [...Object.values(gatewayClose), closeOfMeter({ exceeded: "x" })].map(({ code }) => code),
  );
  const told = closeCodeCatalogue.map(({ code }) => code);
  expect(told).toEqual([...sent].sort((one, other) => one - other));
});
