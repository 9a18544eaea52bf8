// What a handshake is never refused for, whatever its definition demands.
import { expect, it } from "vitest";
import { whyNotEnforced } from "./not-enforced.ts";

it.each(["access_token", "apikey", "ticket", "Access-Token", "ticket[]", " apikey"])(
  "the query parameter %s, which the gateway reads as a credential",
  (name) => {
    expect(whyNotEnforced("query", name)).toMatch(/credential/);
  },
);

it.each(["Authorization", "APIKEY"])("the header %s, which the gateway reads as a credential", (name) => {
  expect(whyNotEnforced("headers", name)).toMatch(/credential/);
});

it.each(["Host", "connection", "Sec-WebSocket-Protocol"])("the header %s of every handshake", (name) => {
  expect(whyNotEnforced("headers", name)).toMatch(/RFC 6455/);
});

it("but what goes on to the backend is demanded, also where it only sounds like a credential", () => {
  expect(["lang", "authorization", "host", ""].map((name) => whyNotEnforced("query", name))).toEqual(
    Array(4).fill(null),
  );
  expect(["X-Client", "ticket", "Access_Token", ""].map((name) => whyNotEnforced("headers", name))).toEqual(
    Array(4).fill(null),
  );
});
