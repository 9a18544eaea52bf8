// Process, contestant: httpxy, unjs's proxy.
import { createProxyServer } from "httpxy";
import { backendPort, serveUpgrades } from "#gateway/bench/contestants/upgrade-server.ts";

const proxy = createProxyServer({ target: `http://127.0.0.1:${backendPort}`, ws: true });
proxy.on("error", () => {});

await serveUpgrades((request, socket, head) => {
  proxy.ws(request, socket, {}, head).catch(() => socket.destroy());
});
