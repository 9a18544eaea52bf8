// Who gets the texts and parts of a definition and what is in them, asked by plain requests: by nobody, by who may not, for
// what is not there, for a text that cannot be read, and for what a consumer is not to see.
import { expect } from "@playwright/test";
import { demoPassword } from "#lib/identity/demo-accounts.ts";
import { PlainSignIn } from "./support/plain-sign-in.ts";
import type { Who } from "./support/sign-in.ts";
import { portalUrl } from "./support/stack.ts";
import { test } from "./support/test.ts";
import { makeApi } from "./support/test-apis.ts";

type Ask = { readonly cookie?: string; readonly knownTag?: string };

async function ask(path: string, { cookie = "", knownTag }: Ask = {}): Promise<Response> {
  const headers = { cookie, ...(knownTag === undefined ? {} : { "if-none-match": knownTag }) };
  return fetch(`${portalUrl}${path}`, { headers, redirect: "manual" });
}

const portal = new PlainSignIn(portalUrl);
const cookies = new Map<Who, string>();

/** A session's cookie, made once for each person. */
async function cookieOf(who: Who): Promise<string> {
  const known = cookies.get(who);
  if (known !== undefined) return known;
  const { setCookies } = await portal.post(who, demoPassword, {});
  const cookie = setCookies.map((one) => one.split(";")[0]).join("; ");
  expect(cookie).toContain("session_token=");
  cookies.set(who, cookie);
  return cookie;
}

const idsOf = (ids: readonly string[]) => ids.map((id) => `id=${encodeURIComponent(id)}`).join("&");
const many = idsOf(Array.from({ length: 21 }, (_, index) => `channel-${index}`));
const base = (apiId: string) => `/apis/${apiId}/definition`;

const formats = ["yaml", "json", "html", "md"];
/** What a consumer reads, and what only the people of the portal do. */
const ofConsumer = [
  `/parts?${idsOf(["channel-room", "operation-say", "operation-say.said", "schema-Said"])}`,
  "/search",
  "/text?of=consumer&format=yaml",
  "/text?of=consumer&format=json",
  ...formats.map((format) => `/download?of=consumer&format=${format}`),
];
const ofDesign = [
  `/parts?of=design&${idsOf(["channel-room", "operation-say", "operation-say.said", "schema-Said"])}`,
  "/search?of=design",
  "/text?of=design&format=yaml",
  "/text?of=design&format=json",
  ...formats.map((format) => `/download?of=design&format=${format}`),
];
const all = [...ofConsumer, ...ofDesign, "/download?of=original", "/download?format=exe"];

test("nobody without a session, or without the permission, is told anything", async ({ db }) => {
  const api = await makeApi(db, "Definition of others");
  const subscriber = await cookieOf("subscriber");
  for (const id of [api.id, "nobody-s"]) {
    for (const path of [...all, `/parts?${many}`]) {
      const asked = base(id) + path;
      const unknown = await ask(asked);
      expect.soft(unknown.status, asked).toBe(307);
      expect.soft(unknown.headers.get("location"), asked).toMatch(/^(?:http:\/\/[^/]+)?\/sign-in(?:\?|$)/);
      expect
        .soft((await ask(asked, { cookie: "sluice.session_token=forged.forged" })).status, asked)
        .toBe(307);
      expect.soft((await ask(asked, { cookie: subscriber })).status, asked).toBe(403);
    }
  }
});

test("an API that is not there is 404 everywhere", async () => {
  const cookie = await cookieOf("creator");
  for (const id of ["nobody-s", "__proto__", "constructor", "..%2f..%2fapis", "%00", "a".repeat(2000)]) {
    for (const path of [...all, `/parts?${many}`]) {
      expect.soft((await ask(base(id) + path, { cookie })).status, `${id} ${path}`).toBe(404);
    }
  }
});

test("ids of parts may be any text, but not too many and not too long", async ({ db }) => {
  const api = await makeApi(db, "Parts");
  const cookie = await cookieOf("creator");
  const parts = (query: string) => ask(`${base(api.id)}/parts?${query}`, { cookie });
  expect((await parts(many)).status).toBe(400);
  for (const length of [12_001, 100 * 1024]) {
    expect([400, 414, 431]).toContain((await parts(idsOf(["x".repeat(length)]))).status);
  }
  const odd = [
    "__proto__",
    "constructor",
    "toString",
    "",
    "\ud800",
    "a b",
    "<script>",
    "operation-",
    "channel-",
  ];
  const answer = await parts(idsOf([...odd.map((id) => id.toWellFormed()), "same", "same"]));
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toBe("application/json");
  expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
  const text = await answer.text();
  const expected = [...odd.map((id) => id.toWellFormed()), "same"].map((id) => `${JSON.stringify(id)}:null`);
  expect(text).toBe(`{${expected.join(",")}}`);
  expect(await (await parts("")).text()).toBe("{}");
});

test("a definition without topics has all its texts", async ({ db }) => {
  const api = await makeApi(db, "No topics");
  const definition = "asyncapi: 3.0.0\ninfo: { title: T, version: 1.0.0 }\n";
  await db.api.update({ where: { id: api.id }, data: { definition } });
  const cookie = await cookieOf("creator");
  for (const path of [...ofConsumer, ...ofDesign]) {
    const answer = await ask(base(api.id) + path, { cookie });
    expect.soft(answer.status, path).toBe(200);
    expect.soft((await answer.text()).length, path).toBeGreaterThan(2);
  }
});

const unreadable = {
  "no YAML": "asyncapi: 3.0.0\nchannels: [",
  "AsyncAPI 2": "asyncapi: 2.6.0\ninfo: { title: T, version: '1' }\nchannels: {}\n",
  "no object": "- 1\n",
  "a version that is no text": "asyncapi: { a: 3.0.0 }\n",
  empty: "",
};

for (const [what, definition] of Object.entries(unreadable))
  test(`a definition that cannot be read (${what}) is told to be mended, and its text still given`, async ({
    db,
  }) => {
    const api = await makeApi(db, "Unreadable");
    await db.api.update({ where: { id: api.id }, data: { definition } });
    const cookie = await cookieOf("creator");
    const asWritten = ["/text?of=design&format=yaml", "/download?of=design&format=yaml"];
    for (const path of [...ofConsumer, ...ofDesign.filter((one) => !asWritten.includes(one))]) {
      const answer = await ask(base(api.id) + path, { cookie });
      expect.soft(answer.status, path).toBe(409);
      expect.soft(await answer.text(), path).toBe("The definition has errors: mend its source first.");
    }
    for (const path of asWritten) {
      const answer = await ask(base(api.id) + path, { cookie });
      expect.soft([answer.status, await answer.text()], path).toEqual([200, definition]);
    }
  });

test("what a browser has of one API is not taken for another's, and asks for the permission again", async ({
  db,
}) => {
  const [one, other] = [await makeApi(db, "One"), await makeApi(db, "Other")];
  const cookie = await cookieOf("creator");
  const { definition } = await db.api.findUniqueOrThrow({ where: { id: one.id } });
  // The same text: what differs is the API's own name and context.
  await db.api.update({ where: { id: other.id }, data: { definition } });
  for (const path of ["/text?of=consumer&format=yaml", "/text?of=consumer&format=json"]) {
    const first = await ask(base(one.id) + path, { cookie });
    const knownTag = first.headers.get("etag") ?? "";
    expect(knownTag).toMatch(/^"[\w-]+"$/);
    expect(first.headers.get("cache-control")).toBe("private, no-cache");
    expect((await ask(base(one.id) + path, { cookie, knownTag })).status).toBe(304);
    expect((await ask(base(one.id) + path, { cookie, knownTag: `W/"x", W/${knownTag}` })).status).toBe(304);
    const second = await ask(base(other.id) + path, { cookie, knownTag });
    expect(second.status).toBe(200);
    expect(await second.text()).toContain(other.name);
    const subscriber = await cookieOf("subscriber");
    expect((await ask(base(one.id) + path, { cookie: subscriber, knownTag })).status).toBe(403);
    expect((await ask(base(one.id) + path, { knownTag })).status).toBe(307);
  }
});

/** Every place in which a design may name its backend, or tell the gateway what to do. */
const internal = `# The backend is backend.internal
asyncapi: 3.0.0
info: { title: Read, version: 1.0.0, x-sluice-anything: secretly }
servers:
  backend:
    host: backend.internal
    pathname: /secretly
    protocol: wss
    description: At backend.internal
    variables: { port: { $ref: "#/components/serverVariables/port" } }
    security: [{ $ref: "#/components/securitySchemes/backendKey" }]
    bindings: { ws: { x-at: backend.internal } }
  second: { $ref: "#/components/servers/second" }
channels:
  room:
    address: /rooms/{roomID}
    servers: [{ $ref: "#/servers/backend" }]
    parameters: { roomID: { description: Number of the room } }
    x-uri-mapping: /secretly?room={roomID}
    x-sluice-policy: { inspected: false }
    x-sluice-later: { secretly: backend.internal }
    x-throttling-tier: secretly
    messages: { said: { $ref: "#/components/messages/said" } }
operations:
  say:
    action: receive
    channel: { $ref: "#/channels/room" }
    messages: [{ $ref: "#/channels/room/messages/said" }]
    security: [{ type: oauth2, flows: { clientCredentials: { tokenUrl: "https://backend.internal/token", availableScopes: {} } } }]
    traits: [{ $ref: "#/components/operationTraits/guarded" }, { security: [{ type: openIdConnect, openIdConnectUrl: "https://backend.internal/id" }] }]
    x-uri-mapping: /secretly
    x-scopes-bindings: { secretly: backend.internal }
components:
  servers: { second: { host: backend.internal, protocol: ws } }
  serverVariables: { port: { default: backend.internal } }
  serverBindings: { own: { ws: { x-at: backend.internal } } }
  securitySchemes:
    backendKey: { type: openIdConnect, openIdConnectUrl: "https://backend.internal/id" }
    backendToken:
      type: oauth2
      flows: { clientCredentials: { tokenUrl: "https://backend.internal/token", refreshUrl: "https://backend.internal/more", availableScopes: {} } }
  operationTraits:
    guarded:
      security: [{ $ref: "#/components/securitySchemes/backendToken" }]
      x-uri-mapping: /secretly
  messages:
    said:
      title: Something said
      x-sluice-note: secretly
      payload: { $ref: "#/components/schemas/Said" }
  schemas:
    Said: { type: object, x-sluice-note: secretly, properties: { words: { type: string, description: What was said } } }
`;

test("a consumer sees no backend and nothing that only the gateway acts on, in any text", async ({ db }) => {
  const api = await makeApi(db, "Read", { endpoint: "ws://backend.internal:4000/secretly" });
  await db.api.update({ where: { id: api.id }, data: { definition: internal } });
  const cookie = await cookieOf("creator");
  for (const path of ofConsumer) {
    const answer = await ask(base(api.id) + path, { cookie });
    expect.soft(answer.status, path).toBe(200);
    const text = await answer.text();
    expect.soft(text, path).toContain("What was said");
    expect.soft(text, path).not.toMatch(/backend|secretly|x-(?:uri|auth|sluice|throttling|scopes)-/i);
  }
  const design = await ask(`${base(api.id)}/text?of=design&format=json`, { cookie });
  expect((await design.text()).match(/backend\.internal/g)?.length).toBeGreaterThan(10);
});
