// What may stand in an address or a server's URL, on a page.
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import type { JsonObject } from "#lib/asyncapi/json-value.ts";
import { readingView } from "#lib/asyncapi/reading/view.ts";
import { ReadingPage } from "./reading-page.tsx";

function draw(parameter: JsonObject, variable: JsonObject = {}): string {
  const view = readingView({
    asyncapi: "3.0.0",
    servers: { live: { host: "{place}.example", protocol: "wss", variables: { place: variable } } },
    channels: { c: { address: "/c/{symbol}/{other}", parameters: { symbol: parameter } } },
  });
  return renderToStaticMarkup(createElement(ReadingPage, { view }));
}

const symbols = Array.from({ length: 63 }, (_, index) => `S${index}`);

describe("a parameter on a page", () => {
  it("has its values as chips, ten of them at first", () => {
    const html = draw({ enum: symbols });
    expect(html).toContain("<li>S0</li>");
    expect(html).toContain("<summary>53 more</summary>");
    expect(html).not.toContain("S0, S1");
  });

  it("has default and examples as code, and one value that it always has", () => {
    const html = draw({ default: "EUR", examples: ["USD", "CHF"] }, { enum: ["eu"] });
    expect(html).toContain("Default <code>EUR</code>");
    expect(html).toContain("For example <code>USD</code>, <code>CHF</code>");
    expect(html).toContain("Always <code>eu</code>");
  });

  it("has an address, and a menu with its place in the source where it has one", () => {
    const html = draw({ description: "Which." }, { description: "Where." }).replaceAll("&quot;", '"');
    for (const [id, place] of [
      ["channel-c.parameter-symbol", '["channels","c","parameters","symbol"]'],
      ["server-live.parameter-place", '["servers","live","variables","place"]'],
    ]) {
      expect(html).toContain(`id="${id}"`);
      expect(html).toContain(`data-address="${id}" data-place="${place}"`);
    }
    expect(html).toContain('data-address="channel-c.parameter-other"');
  });
});
