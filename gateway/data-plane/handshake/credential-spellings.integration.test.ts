// A credential must not reach a backend, in whatever spelling, however many copies of it a client sends. A failure prints
// its seed; FUZZ_SEED runs that one again.
import fc from "fast-check";
import { expect, it } from "vitest";
import {
  credential,
  credentialEntry,
  type RouteOverrides,
  route,
  routeEntry,
  startGateway,
} from "#gateway/data-plane/test-kit/gateway.ts";
import { dialWire, startRawBackend, upgradeRequest } from "#gateway/data-plane/test-kit/wire.ts";

const KEY = "slt_c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0";
const secured: RouteOverrides = { security: { apiKey: true, oauth2: false } };
const open: RouteOverrides = {};

/** Where a client may put the key: lines for the head, or pairs for the query. */
type Spelling = { readonly line?: string; readonly pair?: string };

/** Sends requests and hands over the heads that the backend gets. */
async function startApi(overrides: RouteOverrides) {
  const backend = await startRawBackend();
  const gateway = await startGateway([
    routeEntry(route(backend.url, overrides)),
    credentialEntry(credential(KEY)),
    credentialEntry(credential("elsewhere-elsewhere", { apiId: "api-other" })),
  ]);
  return async (spellings: readonly Spelling[]): Promise<string> => {
    const pairs = spellings.flatMap(({ pair }) => pair ?? []).join("&");
    const lines = spellings.flatMap(({ line }) => (line === undefined ? [] : `${line}\r\n`)).join("");
    const client = await dialWire(gateway.wsPort);
    client.send(upgradeRequest(`/echo/1.0.0?${pairs}`).replace("\r\n\r\n", `\r\n${lines}\r\n`));
    const upstream = await backend.accept();
    const head = await upstream.readHead();
    upstream.socket.destroy();
    client.socket.destroy();
    return head;
  };
}

const good: readonly Spelling[] = [
  { line: `Authorization: Bearer ${KEY}` },
  { line: `authorization: bearer  ${KEY}` },
  { line: `ApiKey: ${KEY}` },
  { line: `Sec-WebSocket-Protocol: chat, sluice.token.${KEY}` },
  { line: `Sec-WebSocket-Protocol: SLUICE.V1, Sluice.Token.${KEY}` },
  { pair: `apikey=${KEY}` },
  { pair: `APIKEY=${KEY}` },
  { pair: `%61pi%4Bey=${KEY}` },
  { pair: `Access_Token=${KEY}` },
];
const copies: readonly Spelling[] = [
  ...good,
  { line: `Authorization: Token ${KEY}` },
  { line: `Authorization: ${KEY}` },
  { line: `Authorization: Basic ${Buffer.from(`apikey:${KEY}`).toString("base64")}` },
  { line: `X-Api-Key: ${KEY}` },
  { line: `Referer: https://app.test/?apikey=${KEY}` },
  { line: `Cookie: a=b; token=${KEY}; c=d` },
  { line: `Sec-WebSocket-Protocol: ${KEY}` },
  { line: `Via: 1.1 ${KEY}` },
  { line: `Sec-WebSocket-Extensions: x-${KEY}` },
  { line: `Sec-WebSocket-Extensions: permessage-deflate, x-foo; key="${KEY}"` },
  { line: `X-${KEY}: 1` },
  { pair: `token=${KEY}` },
  { pair: `token=${KEY.replace("_", "%5F")}` },
  { pair: `apikey=` },
  { pair: `apikey[]=${KEY}` },
  { pair: `access.token=${KEY}` },
  { pair: `+apikey=${KEY}` },
  { pair: `a=1;apikey=${KEY}` },
  { pair: `${KEY}` },
];
const harmless: readonly Spelling[] = [
  { pair: "b=%20&b=1" },
  { line: "X-Harmless: yes" },
  { line: "Cookie: mine=1" },
  { line: "Sec-WebSocket-Protocol: chat" },
];

function bare(head: string): string {
  return head.replace(/%[0-9a-f]{2}/gi, (hex) => decodeURIComponent(hex)).toLowerCase();
}

it("takes every copy of a credential out, in every spelling", async () => {
  const send = await startApi(secured);
  const spellings = fc
    .tuple(
      fc.constantFrom(...good),
      fc.array(fc.constantFrom(...copies, ...harmless), { maxLength: 8 }),
      fc.nat(),
    )
    .map(([first, others, at]) => others.toSpliced(at % (others.length + 1), 0, first));
  const property = fc.asyncProperty(spellings, async (sent) => {
    const head = bare(await send([...sent, { line: "X-Last: 1", pair: "last=1" }]));
    expect(head).not.toContain(KEY.toLowerCase());
    expect(head).not.toMatch(/authorization|apikey|access[_.]token|sluice\.v1|sluice\.token/);
    expect(head).toContain("x-last: 1\r\n");
    expect(head).toMatch(/^get \/\?(.*&)?last=1 /);
  });
  await fc.assert(property, {
    seed: Number(process.env.FUZZ_SEED ?? Date.now() % 1_000_000_007),
    numRuns: 150,
  });
});

it("leaves what has nothing to do with it, byte for byte", async () => {
  const send = await startApi(secured);
  const head = await send([...good.slice(0, 1), ...harmless]);
  expect(head).toMatch(/^GET \/\?b=%20&b=1 HTTP\/1\.1\r\n/);
  for (const line of ["X-Harmless: yes", "Cookie: mine=1", "Sec-WebSocket-Protocol: chat"]) {
    expect(head).toContain(`${line}\r\n`);
  }
});

it("leaves the proxies and extensions beside a copy in place", async () => {
  const send = await startApi(secured);
  const head = await send([
    ...good.slice(0, 1),
    { line: "Via: 1.0 fred" },
    { line: `Via: 1.1 ${KEY}` },
    { line: "Sec-WebSocket-Extensions: permessage-deflate" },
    { line: `Sec-WebSocket-Extensions: x-foo; key=${KEY}` },
  ]);
  expect(head).toContain("Via: 1.0 fred, 1.1 sluice\r\n");
  expect(head).toContain("Sec-WebSocket-Extensions: permessage-deflate\r\n");
});

it.each<[string, readonly Spelling[]]>([
  ["another scheme", [{ line: "Authorization: Token elsewhere-elsewhere" }]],
  ["no scheme", [{ line: "Authorization: elsewhere-elsewhere" }]],
  ["the second place", [{ line: "Authorization: Bearer theirs" }, { pair: "ApiKey=elsewhere-elsewhere" }]],
  ["a second copy", [{ pair: "apikey=theirs" }, { pair: "apikey=elsewhere-elsewhere" }]],
])("does not hand a credential of the gateway's to the backend of an open API in %s", async (_name, sent) => {
  const send = await startApi(open);
  expect(await send(sent)).not.toContain("elsewhere");
});

it("leaves the same carriers to the backend of an open API where they hold nothing of the gateway's", async () => {
  const send = await startApi(open);
  const head = await send([
    { line: "Authorization: Token theirs" },
    { line: "Sec-WebSocket-Protocol: chat, Sluice.Token.x" },
    { pair: "APIKEY=theirs&apikey=theirs" },
  ]);
  expect(head).toContain("GET /?APIKEY=theirs&apikey=theirs HTTP/1.1\r\n");
  expect(head).toContain("Authorization: Token theirs\r\n");
  expect(head).toContain("Sec-WebSocket-Protocol: chat\r\n");
});
