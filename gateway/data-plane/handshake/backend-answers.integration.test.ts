// What a backend may agree to that nobody offered it: each such answer is a 502 for its own connection, on topics whose
// messages are read and on those whose bytes pass, and the worker goes on.
import { expect, it } from "vitest";
import { route, routeEntry, startGateway, topic } from "#gateway/data-plane/test-kit/gateway.ts";
import {
  dialWire,
  startRawBackend,
  upgradeRequest,
  upgradeResponse,
} from "#gateway/data-plane/test-kit/wire.ts";
import { defaultTopicPolicy } from "#lib/routes/limits.ts";

const DEFLATE = "permessage-deflate; client_max_window_bits";
const PROTOCOLS = "chat.v1, chat.v2";

type Answer = readonly [name: string, value: string];
const extension = (value: string): Answer => ["Sec-WebSocket-Extensions", value];
const protocol = (value: string): Answer => ["Sec-WebSocket-Protocol", value];

const bad: readonly Answer[] = [
  "permessage-deflate; client_max_window_bits",
  "permessage-deflate; foo",
  "permessage-deflate; server_max_window_bits=99",
  "permessage-deflate; server_max_window_bits=07",
  "permessage-deflate; server_no_context_takeover=1",
  "permessage-deflate; client_max_window_bits=10; client_max_window_bits=10",
  'permessage-deflate; client_max_window_bits="1,0"',
  "permessage-deflate, permessage-deflate",
  "permessage-deflate;",
  "permessage-deflate,",
  "x-foo;;",
  "x-foo",
  ",",
  "=",
  "",
].map(extension);
const badProtocols = ["chat.v3", "chat.v1, chat.v2", "chat.v1, chat.v1", "chat.v1,", ""].map(protocol);

async function start(inspect: boolean) {
  const backend = await startRawBackend();
  const topics = [topic("/*", { policy: { ...defaultTopicPolicy, inspect } })];
  const gateway = await startGateway([routeEntry(route(backend.url, { topics }))]);
  const ask = async (offer: Readonly<Record<string, string>>, answer: Answer): Promise<string> => {
    const client = await dialWire(gateway.wsPort);
    client.send(upgradeRequest("/echo/1.0.0/x", offer));
    const upstream = await backend.accept();
    upstream.send(upgradeResponse(await upstream.readHead(), { [answer[0]]: answer[1] }));
    const head = await client.readHead();
    return head.startsWith("HTTP/1.1 101 ") ? head : `${head}${(await client.readAll()).toString()}`;
  };
  return { ask };
}

it.each([true, false])("refuses an answer that fits no offer with 502 (inspected: %s)", async (inspect) => {
  const { ask } = await start(inspect);
  const offer = { "Sec-WebSocket-Extensions": DEFLATE, "Sec-WebSocket-Protocol": PROTOCOLS };
  for (const answer of [...bad, ...badProtocols]) {
    expect([answer, await ask(offer, answer)]).toEqual([
      answer,
      expect.stringMatching(/^HTTP\/1\.1 502 .*"code":"backend_bad_handshake"/s),
    ]);
  }
});

it.each([true, false])("refuses what nobody offered with 502 (inspected: %s)", async (inspect) => {
  const { ask } = await start(inspect);
  const answers = [extension("permessage-deflate"), extension("x-foo; a=1"), protocol("chat.v1")];
  for (const answer of answers) expect(await ask({}, answer)).toContain("502 Bad Gateway");
  const bounded = { "Sec-WebSocket-Extensions": "permessage-deflate; server_max_window_bits=10" };
  expect(await ask(bounded, extension("permessage-deflate"))).toContain("502 Bad Gateway");
  expect(await ask(bounded, extension("permessage-deflate; server_max_window_bits=11"))).toContain("502");
});

it.each([true, false])("lets pass what was offered (inspected: %s)", async (inspect) => {
  const { ask } = await start(inspect);
  const offer = { "Sec-WebSocket-Extensions": DEFLATE, "Sec-WebSocket-Protocol": PROTOCOLS };
  const good = [
    extension("permessage-deflate"),
    extension('permessage-deflate; client_max_window_bits="10"; server_no_context_takeover'),
    extension("permessage-deflate;client_no_context_takeover ; server_max_window_bits=15"),
    protocol("chat.v2"),
  ];
  for (const [name, value] of good) {
    expect(await ask(offer, [name, value])).toContain(`${name}: ${value}\r\n`);
  }
});
