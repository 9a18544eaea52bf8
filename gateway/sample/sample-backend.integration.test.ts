// The sample backend as the tutorial uses it.
import { once } from "node:events";
import { expect, it, onTestFinished } from "vitest";
import { WebSocket } from "ws";
import { startSampleBackend } from "#gateway/sample/sample-backend.ts";

/** A client with its messages queued from the first on. */
class Client {
  readonly socket: WebSocket;
  readonly #messages: string[] = [];
  #wake = Promise.withResolvers<void>();

  constructor(url: string) {
    this.socket = new WebSocket(url);
    // Ending a socket that was never opened is an error event of its own.
    onTestFinished(() => this.socket.on("error", () => {}).terminate());
    this.socket.on("message", (data) => {
      this.#messages.push(String(data));
      this.#wake.resolve();
      this.#wake = Promise.withResolvers<void>();
    });
  }

  async next(): Promise<string> {
    while (this.#messages.length === 0) await this.#wake.promise;
    return this.#messages.shift() ?? "";
  }
}

async function start(log: (line: string) => void = () => {}) {
  const sample = await startSampleBackend({ host: "127.0.0.1", port: 0, log });
  onTestFinished(() => sample.close());
  return `ws://127.0.0.1:${sample.port}`;
}

it("echoes text and binary, compressed, at / and /echo", async () => {
  const url = await start();
  for (const path of ["/", "/echo", "/echo/", "/echo/rooms/1"]) {
    const { socket } = new Client(url + path);
    await once(socket, "open");
    expect(socket.extensions).toContain("permessage-deflate");
    for (const sent of ["text", Buffer.from([1, 2, 3])]) {
      socket.send(sent);
      const [data, isBinary] = await once(socket, "message");
      expect([Buffer.from(sent).equals(data), isBinary]).toEqual([true, typeof sent !== "string"]);
    }
  }
});

it("greets, announces who joins, and relays chat to the others in the room", async () => {
  const url = await start();
  const listener = new Client(`${url}/notifications`);
  expect(await listener.next()).toBe("Subscribed to notifications!");
  const ann = new Client(`${url}/rooms?room=room1`);
  expect(await ann.next()).toBe("You joined room1!");
  expect(await listener.next()).toBe("Someone joined room1!");
  const ben = new Client(`${url}/rooms?room=room1`);
  expect(await ben.next()).toBe("You joined room1!");
  const elsewhere = new Client(`${url}/rooms?room=room2`);
  expect(await elsewhere.next()).toBe("You joined room2!");
  ann.socket.send("hello");
  expect(await ben.next()).toBe("hello");
  ben.socket.send("hi");
  // The first thing Ann hears is Ben, not herself.
  expect(await ann.next()).toBe("hi");
});

it("writes a line for a connection that says something, and none for a health check", async () => {
  const lines: string[] = [];
  const url = await start((line) => lines.push(line));
  const check = new Client(`${url}/echo`);
  await once(check.socket, "open");
  check.socket.close();
  await once(check.socket, "close");
  const talking = new Client(`${url}/echo/a`);
  await once(talking.socket, "open");
  talking.socket.send("one");
  talking.socket.send("two");
  await talking.next();
  await talking.next();
  expect(lines).toEqual(["/echo/a"]);
});

it("knows no other path", async () => {
  const url = await start();
  const [, response] = await once(new Client(`${url}/nowhere`).socket, "unexpected-response");
  expect(response.statusCode).toBe(404);
});
