import { describe, expect, it } from "vitest";
import { withOwnCookies } from "./returned-cookies.ts";

const field = (name: string, value: string) => ({ name, lowerName: name.toLowerCase(), value });

function returned(cookies: readonly string[], sent = "", basePath = "/chat/1.0.0"): string[] {
  const fields = cookies.map((value) => field("Set-Cookie", value));
  const reach = { basePath, sent: sent === "" ? [] : [field("Cookie", sent)] };
  return withOwnCookies(fields, reach).map(({ value }) => value);
}

describe("a backend's cookies", () => {
  it.each([
    ["a=1", "a=1; Path=/chat/1.0.0"],
    ["a=1; Path=/; HttpOnly", "a=1; HttpOnly; Path=/chat/1.0.0"],
    [
      "a=1; Domain=example.org; Secure; path=/x; SameSite=None",
      "a=1; Secure; SameSite=None; Path=/chat/1.0.0",
    ],
    ["a=1;PATH=/;Path", "a=1; Path=/chat/1.0.0"],
    ["a=Path=/; Max-Age=5", "a=Path=/; Max-Age=5; Path=/chat/1.0.0"],
    ["a=1; PathX=2", "a=1; PathX=2; Path=/chat/1.0.0"],
  ])("reach no further than the API: %s", (sent, held) => {
    expect(returned([sent])).toEqual([held]);
  });

  it("cannot claim the whole host", () => {
    expect(
      returned(["__Host-a=1; Secure; Path=/", "__HOST-b=1; Secure; Path=/", "__Secure-c=1; Secure"]),
    ).toEqual(["__Secure-c=1; Secure; Path=/chat/1.0.0"]);
  });

  it.each(["/a;path", "/1.0.0/a;domain", "/apis;x/1.0.0"])(
    "do not pass where the API's own path says more than a path: %s",
    (basePath) => {
      expect(returned(["a=1"], "", basePath)).toEqual([]);
    },
  );

  it("do not pile up over many handshakes, and those that are there may change", () => {
    const names = Array.from({ length: 48 }, (_, at) => `k${at}=1`);
    const answer = ["new1=1", "k7=2", "new2=1", "new3=1", "k8=; Max-Age=0"];
    expect(returned(answer, names.join("; ")).map((value) => value.split(";")[0])).toEqual([
      "new1=1",
      "k7=2",
      "new2=1",
      "k8=",
    ]);
  });

  it("do not grow over many handshakes until the portal takes no request, and may still be renewed", () => {
    const large = "x".repeat(2_000);
    const sent = ["a", "b", "c", "s"].map((name) => `${name}=${name === "s" ? "1" : large}`).join("; ");
    const answer = [`d=${large}`, `s=${large}`, `s=${"y".repeat(4_000)}`, `e=${large}`, `a=${large}`];
    expect(returned(answer, sent).map((value) => value.slice(0, 3))).toEqual(["d=x", "a=x"]);
  });
});
