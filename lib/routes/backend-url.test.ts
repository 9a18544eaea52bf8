// From topic and request to backend URL: the promises of DESIGN.md section 5, and what a client must not achieve.
import { describe, expect, it } from "vitest";
import {
  mappingVariables,
  parseEndpoint,
  previewBackendUrl,
  resolveBackendUrl,
} from "#lib/routes/backend-url.ts";

type Case = {
  endpoint?: string;
  uriMapping?: string | null;
  params?: Record<string, string>;
  query?: string;
  remainder?: string;
};

function resolve(given: Case): string | null {
  return resolveBackendUrl({
    endpoint: given.endpoint ?? "ws://backend",
    uriMapping: given.uriMapping ?? null,
    params: new Map(Object.entries(given.params ?? {})),
    query: given.query ?? "",
    remainder: given.remainder ?? "",
  });
}

describe("without a mapping", () => {
  it.each<[string, Case, string]>([
    ["the bare base", {}, "ws://backend/"],
    ["the base with a slash", { remainder: "/", endpoint: "ws://backend/chat" }, "ws://backend/chat"],
    ["a path, raw", { remainder: "/a%20b/c" }, "ws://backend/a%20b/c"],
    [
      "an endpoint with a path",
      { endpoint: "wss://backend:9443/v1/", remainder: "/x" },
      "wss://backend:9443/v1/x",
    ],
    [
      "an endpoint with a query",
      { endpoint: "ws://backend/?v=1", remainder: "/x", query: "a=1" },
      "ws://backend/x?v=1&a=1",
    ],
    ["a query, raw", { query: "a=%20&a=2&b" }, "ws://backend/?a=%20&a=2&b"],
  ])("appends %s", (_name, given, url) => {
    expect(resolve(given)).toBe(url);
  });
});

describe("with a mapping", () => {
  it.each<[string, Case, string]>([
    [
      "of a query parameter",
      { uriMapping: "/rooms?room={roomID}", params: { roomID: "a b&c" } },
      "ws://backend/rooms?room=a%20b%26c",
    ],
    [
      "of a path parameter",
      { uriMapping: "/r/{id}/x", params: { id: "a b?c#d" } },
      "ws://backend/r/a%20b%3Fc%23d/x",
    ],
    [
      "in WSO2's words",
      { uriMapping: "/{uri.var.id}?q={query.param.q}", params: { id: "7" }, query: "q=%C3%A9" },
      "ws://backend/7?q=%C3%A9",
    ],
    [
      "to the endpoint itself",
      { endpoint: "ws://backend/v1", uriMapping: "/", remainder: "/any" },
      "ws://backend/v1",
    ],
    [
      "to the endpoint with a query",
      { endpoint: "ws://backend/v1", uriMapping: "/?a=1" },
      "ws://backend/v1?a=1",
    ],
    ["without its slash", { endpoint: "ws://backend/v1", uriMapping: "x" }, "ws://backend/v1/x"],
    ["with a missing value", { uriMapping: "/r?a={query.param.a}&b={nope}" }, "ws://backend/r?a=&b="],
    [
      "with the client's query behind",
      { endpoint: "ws://backend?e=1", uriMapping: "/r?m=2", query: "c=3" },
      "ws://backend/r?e=1&m=2&c=3",
    ],
    ["with unusual literals", { uriMapping: "/ü b?x=é%20" }, "ws://backend/%C3%BC%20b?x=%C3%A9%20"],
    ["that stands for all that * matched", { uriMapping: "/all", remainder: "/x/y" }, "ws://backend/all"],
  ])("fills one %s", (_name, given, url) => {
    expect(resolve(given)).toBe(url);
  });

  it("does not let the client override, or repeat, a parameter that the design sets", () => {
    const given = { endpoint: "ws://backend?v=1", uriMapping: "/r?room={id}", params: { id: "a" } };
    expect(resolve({ ...given, query: "room=b&%72oom=c&v=2&ok=1" })).toBe("ws://backend/r?v=1&room=a&ok=1");
    expect(resolve({ uriMapping: "/r/{query.param.x}", query: "x=1&y=2" })).toBe("ws://backend/r/1?y=2");
  });

  it.each([
    "+room=b",
    "room+=b",
    "%20room%09=b",
    "room[]=b",
    "room[0]=b",
    "room%5B%5D=b",
    "ROOM=b",
    "%52oom=b",
    "x=1;room=b",
    "x=1;+Room[]=b;y=2",
    "room;x=b",
    "room%00=b",
    "room%00x=b",
    "%00room=b",
    "ro%00om=b",
    "room%0a=b",
    "room%ff%00=b",
    "room%C2%A0=b",
    "%EF%BB%BFroom=b",
    "room",
  ])("does not let the client override a parameter in the spelling %s", (pair) => {
    const query = `a=1&${pair}&z=%zz`;
    expect(resolve({ uriMapping: "/r?room={id}", params: { id: "a" }, query })).toBe(
      "ws://backend/r?room=a&a=1&z=%zz",
    );
    expect(resolve({ endpoint: "ws://backend?Room[]=a", query })).toBe("ws://backend/?Room[]=a&a=1&z=%zz");
    expect(resolve({ endpoint: "ws://backend?v=1;room=a", query })).toBe(
      "ws://backend/?v=1;room=a&a=1&z=%zz",
    );
    expect(resolve({ uriMapping: "/r/x{query.param.room}", query })).toMatch(
      /^ws:\/\/backend\/r\/xb?\?a=1&z=%zz$/,
    );
  });

  it("folds names as PHP does: a dot or blank in them is an underscore", () => {
    const given = { uriMapping: "/r?room_id={id}", params: { id: "a" } };
    expect(resolve({ ...given, query: "room.id=b&room+id=c&ROOM%20ID=d&room-id=e" })).toBe(
      "ws://backend/r?room_id=a&room-id=e",
    );
  });

  it("leaves parameters alone that are only nearly so called", () => {
    const query = "rooms=1&my.room=2&x[room]=3&text=a;b&%C3%A9=4&r%C3%B6om=5&=6&%ff=7";
    expect(resolve({ uriMapping: "/r?room={id}&%C3%A8=1", params: { id: "a" }, query })).toBe(
      `ws://backend/r?room=a&%C3%A8=1&${query}`,
    );
  });

  it.each([
    "..",
    ".",
    "%2e%2e",
    ".%2E",
    "..;",
    "..;a=b",
    "%2e%2e%3b",
    "%252e%252e",
    "%25252e.",
    "..%2F..%2Fx",
    "a%2Fb",
    "..%5c..",
    "%5C",
    "a%5Cb",
    "%00",
    "a%00.png",
    "a%2500",
    "%0d%0a",
    "..%252F..%252Fx",
    "..%255c",
    "a%252F..%252Fb",
  ])("does not let the parameter %s climb out of its segment", (x) => {
    expect(resolve({ uriMapping: "/files/{query.param.x}/y", query: `x=${x}` })).toBeNull();
    expect(resolve({ uriMapping: "/files/v{query.param.x}", query: `x=${x}` })).toBeNull();
    const params = { x: decodeURIComponent(x) };
    expect(resolve({ uriMapping: "/files/{x}/y", params })).toBeNull();
    expect(resolve({ uriMapping: "/files/{uri.var.x}", params })).toBeNull();
  });

  it("does not let parameters that are harmless each climb together", () => {
    const params = { a: ".a", b: "b" };
    expect(resolve({ uriMapping: "/{a}{b}", params })).toBe("ws://backend/.ab");
    expect(resolve({ uriMapping: "/.{a}", params: { a: ";x" } })).toBeNull();
    expect(resolve({ uriMapping: "/..{query.param.a}", query: "" })).toBeNull();
  });

  it("lets values pass that only look odd, and anything into a query", () => {
    for (const x of ["...", "a..b", "a;b", "100%25", "%25zz", "%C3%A9", "..a", "a%20b", "%25C3%2585"]) {
      expect(resolve({ uriMapping: "/f/{query.param.x}", query: `x=${x}` })).toBe(
        `ws://backend/f/${encodeURIComponent(decodeURIComponent(x))}`,
      );
    }
    expect(resolve({ uriMapping: "/f?p={query.param.x}", query: "x=../%00" })).toBe(
      "ws://backend/f?p=..%2F%00",
    );
  });

  it("does not let a parameter break out of the request line", () => {
    const params = { id: "a HTTP/1.1\r\nX-Injected: 1\r\n\ud800" };
    expect(resolve({ uriMapping: "/r?id={id}", params })).toMatch(/^[\x21-\x7e]+$/);
    expect(resolve({ uriMapping: "/r/{id}", params })).toBeNull();
    expect(resolve({ uriMapping: "/r/{id}", params: { id: "a HTTP 1.1\ud800" } })).toMatch(/^[\x21-\x7e]+$/);
  });
});

it("lists a mapping's variables", () => {
  expect(mappingVariables("/{a}/{uri.var.b}?x={query.param.c}")).toEqual([
    { kind: "path", name: "a" },
    { kind: "path", name: "b" },
    { kind: "query", name: "c" },
  ]);
});

it("previews a topic with its variables left standing", () => {
  const endpoint = "ws://localhost:9097";
  expect(
    previewBackendUrl({ endpoint, uriMapping: "/rooms?room={roomID}", address: "/rooms/{roomID}" }),
  ).toBe("ws://localhost:9097/rooms?room={roomID}");
  expect(previewBackendUrl({ endpoint: `${endpoint}/v1/`, uriMapping: null, address: "/*" })).toBe(
    "ws://localhost:9097/v1/*",
  );
  expect(previewBackendUrl({ endpoint, uriMapping: "/", address: "/x" })).toBe("ws://localhost:9097/");
  expect(previewBackendUrl({ endpoint: "http://localhost", uriMapping: null, address: "/x" })).toBeNull();
});

it("takes endpoints apart", () => {
  expect(parseEndpoint("wss://[::1]:8443/a?b=c")).toEqual({
    isTls: true,
    hostname: "::1",
    port: 8443,
    hostHeader: "[::1]:8443",
    path: "/a",
    query: "b=c",
  });
  expect(parseEndpoint("ws://host")).toMatchObject({ port: 80, hostHeader: "host", path: "/" });
  expect(parseEndpoint("wss://host")).toMatchObject({ port: 443 });
  for (const bad of ["http://host", "ws://", "host:80", ""]) expect(parseEndpoint(bad)).toBeNull();
});
