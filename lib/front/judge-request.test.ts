import { describe, expect, it } from "vitest";
import { type FrontRequest, judgeRequest } from "./judge-request.ts";

const demo = { SLUICE_MODE: "evaluation", HOST: "127.0.0.1" } as const;
const production = {
  SLUICE_MODE: "production",
  HOST: "0.0.0.0",
  PUBLIC_URL: "https://sluice.example",
} as const;
const request = (overrides: Partial<FrontRequest> = {}): FrontRequest => ({
  method: "GET",
  target: "/apis",
  host: "localhost:3000",
  isTls: false,
  origin: null,
  ...overrides,
});
function statusOf(overrides: Partial<FrontRequest>, settings: Parameters<typeof judgeRequest>[1] = demo) {
  const verdict = judgeRequest(request(overrides), settings);
  return verdict.kind === "pass" ? "pass" : verdict.status;
}

describe("the name a request asks for", () => {
  it.each([
    "localhost",
    "localhost:3000",
    "LOCALHOST",
    "127.0.0.1:3000",
    "127.8.8.8",
    "[::1]:3000",
    "localhost.",
  ])("%s is the demo's", (host) => {
    expect(statusOf({ host })).toBe("pass");
  });

  it.each([
    "evil.example",
    "localhost.evil.example",
    "127.0.0.1.evil.example",
    "192.168.1.7",
    "127.evil.example",
  ])("%s is not, whatever its DNS says", (host) => {
    expect(statusOf({ host, method: "POST", origin: `http://${host}` })).toBe(421);
  });

  it.each(["", "a b", "localhost:3000/x", "user@localhost", "localhost:", "[::1", "a,b", "[g::]"])(
    "%j is none at all",
    (host) => {
      expect(statusOf({ host })).toBe(400);
    },
  );

  it("is PUBLIC_URL's in production, and no other", () => {
    expect(statusOf({ host: "sluice.example" }, production)).toBe("pass");
    expect(statusOf({ host: "Sluice.Example:443" }, production)).toBe("pass");
    for (const host of ["localhost:3000", "127.0.0.1", "10.0.0.7", "evil.example"]) {
      expect(statusOf({ host }, production)).toBe(421);
    }
  });

  it("may be PUBLIC_URL's in evaluation mode too", () => {
    expect(statusOf({ host: "demo.example" }, { ...demo, PUBLIC_URL: "http://demo.example" })).toBe("pass");
  });

  it("may be any address where HOST is every address, but no name", () => {
    const open = { ...demo, HOST: "0.0.0.0" };
    expect(statusOf({ host: "192.168.1.7:3000" }, open)).toBe("pass");
    expect(statusOf({ host: "evil.example" }, open)).toBe(421);
  });

  it("does not matter to a probe", () => {
    expect(statusOf({ target: "/healthz", host: "10.0.0.7:3000" }, production)).toBe("pass");
    expect(statusOf({ target: "/healthz/../apis", host: "10.0.0.7:3000" }, production)).toBe(421);
  });

  it("is the target's where that is absolute", () => {
    const verdict = judgeRequest(request({ target: "http://localhost:3000/apis?a=b", host: "x.test" }), demo);
    expect(verdict).toEqual({ kind: "pass", target: "/apis?a=b", host: "localhost:3000" });
    expect(statusOf({ target: "http://evil.example/apis" })).toBe(421);
  });
});

describe("methods", () => {
  it.each(["TRACE", "PROPFIND", "LOCK", "PURGE", "PUT", "DELETE"])(
    "%s of a page is 405, with Allow",
    (method) => {
      expect(judgeRequest(request({ method }), demo)).toMatchObject({
        status: 405,
        allow: "GET, HEAD, OPTIONS, POST",
      });
    },
  );

  it.each(["PUT", "PATCH", "DELETE"])("%s is for the management API", (method) => {
    expect(statusOf({ method, target: "/api/v1/apis" })).toBe("pass");
    expect(statusOf({ method: "TRACE", target: "/api/v1/apis" })).toBe(405);
  });
});

describe("addresses", () => {
  it.each(["/apis/%ff/overview", "/%zz", "/apis/%", "/apis/%c0%af", "/%e0%a4%a"])(
    "%s is malformed",
    (target) => {
      expect(statusOf({ target })).toBe(400);
    },
  );

  it.each(["/apis/%00/overview", "/apis/a%00b", "/apis?after=%00", "/apis/\0"])(
    "%j leads nowhere",
    (target) => {
      expect(statusOf({ target })).toBe(404);
    },
  );

  it.each(["/apis/%C3%A4?q=%zz", "/apis?q=100%", "/_next/static/a%5Bb%5D.js"])("%s passes", (target) => {
    expect(statusOf({ target })).toBe("pass");
  });

  it.each(["*", "apis", ""])("%j is no path", (target) => {
    expect(statusOf({ target })).toBe(400);
  });
});

describe("writes of another site", () => {
  it.each([
    "https://evil.example",
    "null",
    "http://localhost:4000",
    "http://localhost",
    "file://",
    "x",
    "ftp://localhost:3000",
    "https://localhost:3000",
  ])("from %s get 403", (origin) => {
    expect(statusOf({ method: "POST", origin })).toBe(403);
    expect(statusOf({ origin })).toBe("pass");
  });

  it("are none where the origin is the portal's own, or there is none", () => {
    expect(statusOf({ method: "POST", origin: "http://localhost:3000" })).toBe("pass");
    expect(statusOf({ method: "POST" })).toBe("pass");
    const own = { method: "POST", host: "sluice.example:443", origin: "https://sluice.example" };
    expect(statusOf(own, production)).toBe("pass");
    expect(statusOf({ ...own, host: "sluice.example", isTls: true }, production)).toBe("pass");
  });

  it("are those of the same host on plain http where the portal is on https", () => {
    const downgraded = { method: "POST", host: "sluice.example", origin: "http://sluice.example" };
    expect(statusOf(downgraded, production)).toBe(403);
    expect(statusOf({ ...downgraded, isTls: true }, production)).toBe(403);
  });
});
