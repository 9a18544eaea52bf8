import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ImportServer } from "./import-reading.ts";
import { givenValues, serverUrl, valuesIn } from "./server-url.ts";

const server = (template: string, ...variables: ImportServer["variables"]): ImportServer => ({
  ...{ key: "live", template, variables, protocol: "wss", isWebSocket: true, notes: [] },
});
const variable = (name: string, value = "", allowed: string[] = []) => ({
  ...{ name, value, allowed, description: "" },
});
const live = server(
  "wss://{region}.example.com:{port}/v1/{feed}?env={region}",
  variable("region", "eu", ["eu", "us"]),
  variable("port", "8443"),
  variable("feed"),
);

describe("the URL of a server with variables", () => {
  it("holds what the document gives, and leaves open what it does not", () => {
    expect(serverUrl(live, givenValues(live))).toBe("wss://eu.example.com:8443/v1/{feed}?env=eu");
    expect(serverUrl(server("wss://{toString}/$&"), {})).toBe("wss://{toString}/$&");
    expect(serverUrl(server("wss://{a}"), { a: "$&" })).toBe("wss://$&");
  });

  it("is read back, with what is still open", () => {
    const values = { region: "us", port: "1", feed: "" };
    expect(valuesIn(live, serverUrl(live, values))).toEqual(values);
  });

  it.each([
    ["another host", "wss://eu.example.org:1/v1/a?env=eu"],
    ["a value that is not allowed", "wss://ap.example.com:1/v1/a?env=ap"],
    ["one variable with two values", "wss://eu.example.com:1/v1/a?env=us"],
    ["another path", "wss://eu.example.com:1/v2/a?env=eu"],
  ])("is not read out of %s", (_what, url) => {
    expect(valuesIn(live, url)).toBeNull();
  });

  it("is itself in every reading of it", () => {
    const part = fc.stringMatching(/^[a-z0-9.$*+()-]{0,8}$/);
    fc.assert(
      fc.property(part, part, part, part, (head, a, middle, b) => {
        const named = server(`wss://${head}{a}${middle}{b}`, variable("a"), variable("b"));
        const url = serverUrl(named, { a, b });
        const found = valuesIn(named, url);
        expect(found && serverUrl(named, found)).toBe(url);
      }),
    );
  });
});
