// Clients of the protocols that people run over WebSocket, unchanged, through the gateway: bytes as they are, and
// messages that are read.
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Client as StompClient } from "@stomp/stompjs";
import { Aedes } from "aedes";
import { execute, GraphQLObjectType, GraphQLSchema, GraphQLString, subscribe, validate } from "graphql";
import { createClient as createGraphqlClient } from "graphql-ws";
import { useServer } from "graphql-ws/use/ws";
import mqtt from "mqtt";
import { Server as SocketIoServer } from "socket.io";
import { io } from "socket.io-client";
import { createServer as createSockJs } from "sockjs";
import { describe, expect, it, onTestFinished } from "vitest";
import { createWebSocketStream, WebSocket, WebSocketServer } from "ws";
import { route, routeEntry, startGateway, topic } from "#gateway/data-plane/test-kit/gateway.ts";

type Backend = ReturnType<typeof createServer>;

/** A gateway in front of an HTTP server; resolves to the WebSocket URL of the API, without a path of its own. */
async function inFrontOf(server: Backend, inspect: boolean): Promise<string> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo; // listening on a port
  const topics = [topic("/*", { policy: { inspect, rateLimits: [] } })];
  const record = route(`ws://127.0.0.1:${port}`, { topics, basePaths: ["/api"] });
  const gateway = await startGateway([routeEntry(record)]);
  return `ws://127.0.0.1:${gateway.wsPort}/api`;
}

/** A WebSocket server on an HTTP server of its own; its clients end with the test. */
function socketServer(options: {
  readonly handleProtocols?: () => string;
  readonly perMessageDeflate?: boolean;
}) {
  const server = createServer();
  const sockets = new WebSocketServer({ server, ...options });
  onTestFinished(() => {
    for (const client of sockets.clients) client.terminate();
  });
  return { server, sockets };
}

describe.each([
  { mode: "as bytes", inspect: false },
  { mode: "as messages", inspect: true },
])("$mode", ({ inspect }) => {
  it("socket.io: acknowledgements, binary, rooms", async () => {
    const server = createServer();
    const backend = new SocketIoServer(server, { transports: ["websocket"], path: "/socket.io" });
    onTestFinished(() => void backend.close());
    backend.on("connection", (socket) => {
      void socket.join("room");
      socket.on("sum", (one: number, two: number, answer: (sum: number) => void) => answer(one + two));
      socket.on("bytes", (bytes: Buffer) => backend.to("room").emit("bytes", bytes));
    });
    const url = new URL(await inFrontOf(server, inspect));
    const client = io(`http://${url.host}`, { transports: ["websocket"], path: "/api/socket.io" });
    onTestFinished(() => void client.close());
    expect(await client.emitWithAck("sum", 2, 3)).toBe(5);
    const heard = new Promise((resolve) => {
      client.once("bytes", resolve);
    });
    client.emit("bytes", Buffer.from([1, 2, 3]));
    expect(Buffer.from((await heard) as Buffer)).toEqual(Buffer.from([1, 2, 3])); // what the backend sends back
  });

  it("graphql-ws: a subscription", async () => {
    const { server, sockets } = socketServer({ handleProtocols: () => "graphql-transport-ws" });
    const ticks = async function* () {
      for (const tick of ["one", "two", "three"]) yield { tick };
    };
    const schema = new GraphQLSchema({
      query: new GraphQLObjectType({ name: "Query", fields: { hello: { type: GraphQLString } } }),
      subscription: new GraphQLObjectType({
        name: "Subscription",
        fields: { tick: { type: GraphQLString, subscribe: ticks } },
      }),
    });
    // The functions of this very module: of graphql there may be two in a process, which do not know each other's types.
    useServer({ schema, execute, subscribe, validate }, sockets);
    const client = createGraphqlClient({
      url: `${await inFrontOf(server, inspect)}/graphql`,
      webSocketImpl: WebSocket,
    });
    onTestFinished(() => void client.dispose());
    const heard: unknown[] = [];
    for await (const result of client.iterate({ query: "subscription { tick }" })) heard.push(result.data);
    expect(heard).toEqual([{ tick: "one" }, { tick: "two" }, { tick: "three" }]);
  });

  it("MQTT: retained messages and QoS 1", async () => {
    const broker = await Aedes.createBroker();
    onTestFinished(() => void broker.close());
    const { server, sockets } = socketServer({ handleProtocols: () => "mqtt" });
    sockets.on("connection", (socket, request) => {
      broker.handle(createWebSocketStream(socket), request);
    });
    const url = await inFrontOf(server, inspect);
    const publisher = await mqtt.connectAsync(`${url}/mqtt`);
    onTestFinished(() => void publisher.end(true));
    await publisher.publishAsync("rooms/1", "retained", { retain: true, qos: 1 });
    const subscriber = await mqtt.connectAsync(`${url}/mqtt`);
    onTestFinished(() => void subscriber.end(true));
    const heard = new Promise((resolve) => {
      subscriber.once("message", (name, payload) => resolve([name, String(payload)]));
    });
    await subscriber.subscribeAsync("rooms/#", { qos: 1 });
    expect(await heard).toEqual(["rooms/1", "retained"]);
  });

  it("STOMP: connect, subscribe, send", async () => {
    const { server, sockets } = socketServer({ handleProtocols: () => "v12.stomp" });
    // As much of a broker as the test needs: STOMP 1.2, one destination.
    sockets.on("connection", (socket) => {
      socket.on("message", (data) => {
        const [head = "", body = ""] = String(data).split("\n\n");
        const [command] = head.split("\n");
        if (command === "CONNECT" || command === "STOMP") socket.send("CONNECTED\nversion:1.2\n\n\0");
        if (command !== "SEND") return;
        socket.send(`MESSAGE\nsubscription:sub-0\nmessage-id:1\ndestination:/topic/a\n\n${body}`);
      });
    });
    const url = await inFrontOf(server, inspect);
    const client = new StompClient({
      webSocketFactory: () => new WebSocket(`${url}/stomp`, ["v12.stomp"]),
      reconnectDelay: 0,
    });
    onTestFinished(() => void client.deactivate({ force: true }));
    const heard = new Promise((resolve) => {
      client.onConnect = () => {
        client.subscribe("/topic/a", ({ body }) => resolve(body), { id: "sub-0" });
        client.publish({ destination: "/topic/a", body: "hello" });
      };
    });
    client.activate();
    expect(await heard).toBe("hello");
  });

  it("SockJS: its raw WebSocket", async () => {
    const server = createServer();
    const sockjs = createSockJs({ prefix: "/sock", log: () => {} });
    sockjs.on("connection", (connection) => {
      connection.on("data", (text: string) => connection.write(`echo ${text}`));
    });
    sockjs.installHandlers(server);
    const client = new WebSocket(`${await inFrontOf(server, inspect)}/sock/websocket`);
    onTestFinished(() => client.terminate());
    await once(client, "open");
    const answer = once(client, "message");
    client.send("hello");
    expect(String((await answer)[0])).toBe("echo hello");
  });

  it("compression, negotiated end to end: large messages both ways, in order, up to the last before the close", async () => {
    const { server, sockets } = socketServer({ perMessageDeflate: true });
    sockets.on("connection", (socket) => {
      socket.on("message", (data, isBinary) => {
        socket.send(data, { binary: isBinary });
        if (String(data).startsWith("last")) socket.close(1000, "done");
      });
    });
    const client = new WebSocket(await inFrontOf(server, inspect), { perMessageDeflate: true });
    const heard: string[] = [];
    client.on("message", (data) => heard.push(String(data)));
    await once(client, "open");
    expect(client.extensions).toContain("permessage-deflate");
    const sent = Array.from({ length: 20 }, (_, index) => `${index} ${"compressible ".repeat(5_000)}`);
    for (const message of [...sent, `last ${"x".repeat(100_000)}`]) client.send(message);
    const [code]: unknown[] = await once(client, "close");
    expect(code).toBe(1000);
    expect(heard).toHaveLength(21);
    expect(heard.slice(0, 20)).toEqual(sent);
  });
});
