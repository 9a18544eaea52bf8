// Process, contestant: http-proxy-3, which pipes the sockets of an upgrade.
import { createProxyServer } from "http-proxy-3";
import { backendPort, serveUpgrades } from "#gateway/bench/contestants/upgrade-server.ts";

const proxy = createProxyServer({ target: `http://127.0.0.1:${backendPort}`, ws: true });
proxy.on("error", () => {});

await serveUpgrades((request, socket, head) => proxy.ws(request, socket, head));
