// `%2F` in a path: two servers may read it differently. Refused with its place named, or passed on untouched by an API
// that says so; what leads out of a folder is refused either way.
import { describe, expect, it } from "vitest";
import {
  type RouteOverrides,
  route,
  routeEntry,
  startGateway,
  topic,
} from "#gateway/data-plane/test-kit/gateway.ts";
import { openPair, refusalTo, startRawBackend, upgradeRequest } from "#gateway/data-plane/test-kit/wire.ts";

const passing: RouteOverrides = { passRules: { encodedSlashes: "pass_on" } };

async function start(overrides: RouteOverrides = {}) {
  const backend = await startRawBackend();
  const record = route(backend.url, overrides);
  const deeper = route(backend.url, { apiId: "api-deep", basePaths: ["/echo/1.0.0/very/deep/base"] });
  const gateway = await startGateway([routeEntry(record), routeEntry(deeper)]);
  const pathAsked = async (path: string): Promise<string | undefined> => {
    const { requestHead } = await openPair(gateway.wsPort, backend, path);
    return requestHead.split(" ")[1];
  };
  return { pathAsked, refusal: (path: string) => refusalTo(gateway.wsPort, upgradeRequest(path)) };
}

describe("an encoded slash", () => {
  it.each([
    ["/echo/1.0.0/a%2Fb", 3],
    ["/echo/1.0.0/files/a%2fb/c", 4],
    ["/nowhere/a%2Fb", 2],
  ])("is refused in %s, with its character and its place", async (path, segment) => {
    const { refusal } = await start();
    expect(await refusal(path)).toMatchObject({
      status: 400,
      problem: {
        code: "bad_path",
        detail: `The path may not have \`%2F\`, an encoded slash; it is in segment ${segment}.`,
      },
    });
  });

  it.each(["/rooms/a%2Fb", "/a%2fb", "/https%3A%2F%2Fx.example%2F/tail/"])(
    "of %s is passed on untouched by an API that says so",
    async (path) => {
      const { pathAsked } = await start(passing);
      expect(await pathAsked(`/echo/1.0.0${path}`)).toBe(path);
    },
  );

  it("is part of a parameter's value, encoded again where a mapping puts it into the path", async () => {
    const mapped = topic("/rooms/{room}", { uriMapping: "/r/{room}/x" });
    const { pathAsked, refusal } = await start({ ...passing, topics: [mapped] });
    expect(await pathAsked("/echo/1.0.0/rooms/a%2Fb")).toBe("/r/a%2Fb/x");
    expect((await refusal("/echo/1.0.0/rooms%2Fa")).problem.code).toBe("topic_not_found");
  });

  it.each([
    "/echo%2F1.0.0/x",
    "/echo/1.0.0%2Fx",
    "/echo/1.0.0/..%2Fx",
    "/echo/1.0.0/a%2F..%2F..%2Fx",
    "/echo/1.0.0/a%2f%2e%2e%2fx",
    "/echo/1.0.0/a%252F..%252Fx",
    "/echo/1.0.0/a%2F.;%2Fx",
    "/echo/1.0.0/a%2F%5Cx",
    "/echo/1.0.0/a%2F%00",
  ])("never names an API, nor leads out of a folder: %s", async (path) => {
    const { refusal } = await start(passing);
    expect(await refusal(path)).toMatchObject({ status: 400, problem: { code: "bad_path" } });
  });
});
