import { once } from "node:events";
import net from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { checkPorts } from "./ports.mjs";

const servers = [];

async function listen() {
  const server = net.createServer().listen(0, "127.0.0.1");
  servers.push(server);
  await once(server, "listening");
  return server.address().port;
}

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

const portal = (port) => ({ variable: "PORTAL_PORT", purpose: "the portal", host: "127.0.0.1", port });

describe("checking ports before the start", () => {
  it("names the taken port, its variable, and a command that works", async () => {
    const port = await listen();
    const error = await checkPorts([portal(port)]).catch((caught) => caught);
    expect(error.message).toBe(`Port ${port} is already in use; PORTAL_PORT is for the portal.`);
    expect(error.advice).toMatch(/PORTAL_PORT=\d+ npm start/);
  });

  it("names all taken ports at once", async () => {
    const [first, second] = [await listen(), await listen()];
    const ops = { variable: "GATEWAY_OPS_PORT", purpose: "health", host: "127.0.0.1", port: second };
    await expect(checkPorts([portal(first), ops])).rejects.toThrow(/PORTAL_PORT[\s\S]*GATEWAY_OPS_PORT/);
  });

  it("leaves a free port free", async () => {
    const port = await listen();
    await new Promise((resolve) => servers.pop().close(resolve));
    await checkPorts([portal(port)]);
    await checkPorts([portal(port)]);
  });

  it("says that HOST is not an address of this machine", async () => {
    const elsewhere = { ...portal(3000), host: "192.0.2.1" };
    await expect(checkPorts([elsewhere])).rejects.toThrow(
      "The address 192.0.2.1 is not one of this machine's",
    );
  });
});
