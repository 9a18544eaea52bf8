import { describe, expect, it } from "vitest";
import { isPortalCookie, portalCookiePrefix } from "./portal-cookies.ts";

describe("the portal's cookies", () => {
  it.each([
    "sluice.session_token",
    "sluice.session_token.sig",
    "__Secure-sluice.session_token",
    "__Host-sluice.session_token",
    "__HOST-sluice.session_token",
    "__secure-sluice.session_data.0",
    "__Http-sluice.session_token",
    "__Host-Http-sluice.session_token",
    portalCookiePrefix,
  ])("are known by %s", (name) => {
    expect(isPortalCookie(name)).toBe(true);
  });

  it.each([
    ["a pair of a Cookie field", "sluice.session_token=abc"],
    ["a blank before the name", " \tsluice.session_token=abc"],
    ["the value of a Set-Cookie field", "__Host-sluice.session_token=; Path=/; Max-Age=0"],
    ["a nameless cookie, which browsers send as if it had the name", "=sluice.session_token=abc"],
    ["a nameless cookie with a prefix", "= __Host-sluice.session_token=abc"],
  ])("are known in %s", (_case, text) => {
    expect(isPortalCookie(text)).toBe(true);
  });

  it.each([
    "session",
    "SLUICE.session_token",
    "my-sluice.session_token",
    "sluice",
    "sluice_session",
    "x=sluice.session_token",
    "__Host-session",
    "",
  ])("are not taken for a backend's %j", (name) => {
    expect(isPortalCookie(name)).toBe(false);
  });
});
