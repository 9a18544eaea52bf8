// A person's session and the backends behind the gateway: portal and gateway share a host name, and cookies ignore ports.
import { once } from "node:events";
import type { IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "@playwright/test";
import { WebSocketServer } from "ws";
import { openPage } from "./support/open-page.ts";
import { signIn } from "./support/sign-in.ts";
import { test } from "./support/test.ts";
import { makeApi, openToAnybody } from "./support/test-apis.ts";

/** The portal's own policy lets its pages connect to nothing else; other pages of the host name have none. */
test.use({ bypassCSP: true });

/** What tries to put a session of its own in the place of the portal's. */
const hostileFields = [
  "Set-Cookie: sluice.session_token=stolen.by-a-backend; Path=/",
  "Set-Cookie: sluice.session_token=; Path=/; Max-Age=0",
  "Set-Cookie: =sluice.session_token=nameless; Path=/",
  'Clear-Site-Data: "cookies"',
  "Set-Cookie: backend=theirs; Path=/",
];

/** A backend that keeps the heads it gets and answers with these fields. */
async function startBackend(fields: readonly string[]) {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  const heads: IncomingHttpHeaders[] = [];
  server.on("headers", (lines, request) => {
    heads.push(request.headers);
    lines.push(...fields);
  });
  server.on("connection", (socket) => {
    socket.on("error", () => {}); // "close" follows
    socket.send("hello");
  });
  await once(server, "listening");
  // A server that listens on a host and port has an AddressInfo; strings are for pipes.
  const { port } = server.address() as AddressInfo;
  return {
    url: `ws://127.0.0.1:${port}`,
    heads,
    async [Symbol.asyncDispose]() {
      for (const socket of server.clients) socket.terminate();
      server.close();
      await once(server, "close");
    },
  };
}

test("a backend neither learns nor replaces the session of a person in the portal", async ({
  page,
  context,
  db,
  clients,
}) => {
  await using backend = await startBackend(hostileFields);
  const api = await makeApi(db, "Hostile", { isPublished: true, endpoint: backend.url });
  await openToAnybody(db, api.id);
  await (await clients.connect(api.wsUrl)).expectMessage("hello");
  await signIn(page, "creator");
  const before = (await context.cookies()).filter(({ name }) => name.startsWith("sluice."));
  expect(before.map(({ name }) => name)).toContain("sluice.session_token");

  const fromPage = backend.heads.length;
  const connect = (url: string) =>
    page.evaluate(async (address) => {
      const socket = new WebSocket(address);
      return await new Promise<string>((resolve, reject) => {
        socket.onmessage = ({ data }) => resolve(String(data));
        socket.onerror = () => reject(new Error("not connected"));
      });
    }, url);
  expect(await connect(api.wsUrl)).toBe("hello");
  expect(await connect(api.wsUrl)).toBe("hello");

  // The attack is real: another port of the host name does get the session.
  await using witness = await startBackend([]);
  expect(await connect(witness.url.replace("127.0.0.1", "localhost"))).toBe("hello");
  expect(witness.heads[0]?.cookie).toContain("sluice.session_token=");
  const [first, second] = backend.heads.slice(fromPage);
  expect(first?.origin).toBe(new URL(page.url()).origin);
  expect(first?.cookie ?? "").not.toContain("sluice.");
  expect(second?.cookie ?? "").not.toContain("sluice.");
  const after = (await context.cookies()).filter(({ name }) => name.startsWith("sluice."));
  expect(after.map(({ name, value }) => [name, value])).toEqual(
    before.map(({ name, value }) => [name, value]),
  );
  await openPage(page, "/apis");
  await expect(page.getByRole("button", { name: /^Account:/ })).toBeVisible();
});
