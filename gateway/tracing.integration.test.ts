// A handshake through a real gateway leaves its span at an OpenTelemetry receiver.
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { WebSocket } from "ws";
import { GatewayFixture } from "./test-kit/gateway-fixture.ts";
import { connectWhenReady } from "./test-kit/test-client.ts";

const fixture = new GatewayFixture();

/** An OTLP/HTTP receiver; resolves with all that came as soon as a text is in it. */
async function startReceiver() {
  let received = "";
  let wake = Promise.withResolvers<void>();
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    received += `${request.url} ${Buffer.concat(chunks).toString("latin1")}`;
    response.setHeader("content-type", "application/json");
    response.end("{}");
    wake.resolve();
    wake = Promise.withResolvers<void>();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return {
    // Listening on a port, it has an AddressInfo.
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    until: async (text: string) => {
      while (!received.includes(text)) await wake.promise;
      return received;
    },
  };
}

it("continues the client's trace", async () => {
  const receiver = await startReceiver();
  const gateway = await fixture.start(undefined, { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url });
  const echo = await fixture.publishedEcho();
  await connectWhenReady(`${gateway.wsUrl}${echo.path}`, echo.key);
  const traceId = "0af7651916cd43dd8448eb211c80319c";
  const socket = new WebSocket(`${gateway.wsUrl}${echo.path}`, {
    headers: { apikey: echo.key, traceparent: `00-${traceId}-b7ad6b7169203331-01` },
  });
  await once(socket, "open");
  socket.terminate();
  const received = await receiver.until(traceId);
  expect(received).toContain("/v1/traces");
  expect(received).toContain("b7ad6b7169203331");
  expect(received).toContain("sluice-gateway");
  expect(received).not.toContain(echo.key);
});
