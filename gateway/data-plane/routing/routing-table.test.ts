// Which API and topic a path leads to, through updates, and at what cost.
import { describe, expect, it } from "vitest";
import { RoutingTable } from "#gateway/data-plane/routing/routing-table.ts";
import { route, topic } from "#gateway/data-plane/test-kit/gateway.ts";
import type { RouteRecord, RoutingEntry } from "#lib/routes/route-record.ts";

function record(apiId: string, basePaths: string[], addresses: readonly string[] = ["/*"]): RouteRecord {
  return route("ws://backend", {
    apiId,
    name: apiId,
    basePaths,
    topics: addresses.map((address) => topic(address)),
  });
}

function entry(route: RouteRecord): RoutingEntry {
  return { kind: "route", id: route.apiId, record: route };
}

function tableOf(...routes: RouteRecord[]): RoutingTable {
  const table = new RoutingTable();
  table.apply({ revision: 1, isFull: true, entries: routes.map(entry) });
  return table;
}

/** `api topic` for a path, with its parameters. */
function lookUp(table: RoutingTable, path: string): string {
  const segments = path.split("/").filter((segment) => segment !== "");
  const match = table.matchApi(segments);
  if (match === null) return "no API";
  const found = match.api.matchTopic(segments.slice(match.depth));
  const params = [...(found?.params ?? [])].map(([name, value]) => ` ${name}=${value}`).join("");
  return `${match.api.record.apiId} ${found?.topic.address ?? "no topic"}${params}`;
}

describe("base paths", () => {
  const table = tableOf(
    record("v1", ["/chats/1.0.0"]),
    record("v2", ["/chats/2.0.0", "/chats"]),
    record("deep", ["/a/b/c/1"]),
  );

  it.each([
    ["/chats/1.0.0", "v1 /*"],
    ["/chats/1.0.0/x", "v1 /*"],
    ["/chats/2.0.0/x", "v2 /*"],
    ["/chats/3.0.0", "v2 /*"],
    ["/chats", "v2 /*"],
    ["/chatsy", "no API"],
    ["/a/b/c/1/d/e", "deep /*"],
    ["/a/b", "no API"],
    ["/", "no API"],
  ])("finds the longest for %s: %s", (path, expected) => {
    expect(lookUp(table, path)).toBe(expected);
  });

  it("do not fall back to a shorter one where the topic is missing", () => {
    expect(lookUp(tableOf(record("long", ["/a/b"], ["/x"]), record("short", ["/a"])), "/a/b/c")).toBe(
      "long no topic",
    );
  });
});

describe("topics", () => {
  const table = tableOf(
    record(
      "api",
      ["/api"],
      ["/rooms/{roomID}", "/rooms/lobby", "/rooms/{id}/users/{user}", "/rooms/lobby/*", "/{any}/x", "/q%20r"],
    ),
    record("star", ["/star"], ["/*", "/fixed"]),
  );

  it.each([
    ["/api/rooms/7", "api /rooms/{roomID} roomID=7"],
    ["/api/rooms/lobby", "api /rooms/lobby"],
    ["/api/rooms/lobby/deep/er", "api /rooms/lobby/*"],
    ["/api/rooms/lobby/users/u", "api /rooms/lobby/*"],
    ["/api/rooms/7/users/u", "api /rooms/{id}/users/{user} id=7 user=u"],
    ["/api/rooms/x", "api /rooms/{roomID} roomID=x"],
    ["/api/other/x", "api /{any}/x any=other"],
    ["/api/q r", "api /q%20r"],
    ["/api/rooms", "api no topic"],
    ["/api", "api no topic"],
    ["/star", "star /*"],
    ["/star/fixed", "star /fixed"],
    ["/star/fixed/more", "star /*"],
  ])("literal before parameter before star, for %s: %s", (path, expected) => {
    expect(lookUp(table, path)).toBe(expected);
  });

  it("backtracks from a literal that leads nowhere", () => {
    expect(lookUp(tableOf(record("api", ["/api"], ["/a/b", "/{p}/c"])), "/api/a/c")).toBe("api /{p}/c p=a");
  });
});

describe("updates", () => {
  it("replace, withdraw and move base paths", () => {
    const table = tableOf(record("v1", ["/c/1", "/c"]), record("v2", ["/c/2"]));
    // The default version moves: the new holder may come before the old one lets go.
    const moved = [entry(record("v2", ["/c/2", "/c"])), entry(record("v1", ["/c/1"]))];
    const change = table.apply({ revision: 2, isFull: false, entries: moved });
    const untouched = { credentialIds: [], applicationIds: [], addresses: [] };
    expect(change).toEqual({ isFull: false, apiIds: ["v2", "v1"], ...untouched });
    expect([lookUp(table, "/c"), lookUp(table, "/c/1"), table.revision]).toEqual(["v2 /*", "v1 /*", 2]);
    table.apply({ revision: 3, isFull: false, entries: [{ kind: "route", id: "v2", record: null }] });
    expect([lookUp(table, "/c"), lookUp(table, "/c/1")]).toEqual(["no API", "v1 /*"]);
    table.apply({ revision: 4, isFull: true, entries: [] });
    expect([lookUp(table, "/c/1"), table.findApi("v1")]).toEqual(["no API", null]);
  });

  it("know credentials by hash until they are withdrawn", () => {
    const table = tableOf();
    const credential = {
      id: "c",
      kind: "test",
      hash: "ab",
      apiId: "v1",
      environment: "production",
      application: "x",
      expiresAtMs: 1,
    } as const;
    table.apply({
      revision: 2,
      isFull: false,
      entries: [{ kind: "credential", id: "c", record: credential }],
    });
    expect(table.consumers.findKeyByHash("ab")).toEqual(credential);
    table.apply({ revision: 3, isFull: false, entries: [{ kind: "credential", id: "c", record: null }] });
    expect([table.consumers.findKeyByHash("ab"), table.consumers.findCredential("c")]).toEqual([null, null]);
  });
});

it("loads 10,000 APIs of 10 topics, and routes and redeploys 10,000 times among them", () => {
  const addresses = Array.from({ length: 10 }, (_, index) => `/topic${index}/{id}`);
  const routes = Array.from({ length: 10_000 }, (_, index) =>
    record(`api${index}`, [`/team${index % 100}/api${index}/1.0.0`], addresses),
  );
  const table = tableOf(...routes);
  for (let index = 0; index < 10_000; index++) {
    const path = [`team${index % 100}`, `api${index}`, "1.0.0", "topic3", "x"];
    expect(table.matchApi(path)?.api.matchTopic(path.slice(3))?.topic.address === "/topic3/{id}").toBe(true);
    const changed = routes[index];
    if (changed !== undefined) table.apply({ revision: 2, isFull: false, entries: [entry(changed)] });
  }
});
