// Asks a process from outside whether it serves yet: HTTP 200, or an accepted TCP connection.
// A probe never throws; "not yet" and "refused" are both just false.
import http from "node:http";
import net from "node:net";

const pollMs = 100;
const probeTimeoutMs = 5_000;

/** 0.0.0.0 and :: are addresses to bind, not to call. */
export function callable(host) {
  if (host === "0.0.0.0") return "127.0.0.1";
  return host === "::" ? "::1" : host;
}

/** @returns {() => Promise<boolean>} */
export function answersHttp(host, port, path) {
  return () =>
    new Promise((resolve) => {
      const options = { host: callable(host), port, path, timeout: probeTimeoutMs, agent: false };
      const request = http.get(options, (response) => {
        response.resume();
        resolve(response.statusCode === 200);
      });
      request.on("timeout", () => request.destroy());
      request.on("error", () => resolve(false));
    });
}

/** @returns {() => Promise<boolean>} */
export function acceptsTcp(host, port) {
  return () =>
    new Promise((resolve) => {
      const socket = net.connect({ host: callable(host), port, timeout: probeTimeoutMs });
      const settle = (isAccepted) => {
        socket.destroy();
        resolve(isAccepted);
      };
      socket.once("connect", () => settle(true));
      socket.once("timeout", () => settle(false));
      socket.once("error", () => settle(false));
    });
}

/**
 * @param {() => Promise<boolean>} probe
 * @param {{ timeoutMs: number, isOver: () => boolean }} limits isOver: nobody waits for the answer any more
 * @returns {Promise<boolean>} false when the time was up, or it was over first
 */
export async function waitUntil(probe, { timeoutMs, isOver }) {
  const deadline = Date.now() + timeoutMs;
  while (!isOver() && Date.now() < deadline) {
    if (await probe()) return true;
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
  return false;
}
