// Asks a process from outside whether it serves: HTTP 200, any answer at all, or an accepted TCP connection.
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

/** True for an answer of status 200. @returns {() => Promise<boolean>} */
export function answersHttp(host, port, path) {
  return answersWith(host, port, path, (status) => status === 200);
}

/** True for any answer: one that says 503 does not hang, and a new process would say the same. */
export function answersAtAll(host, port, path) {
  return answersWith(host, port, path, () => true);
}

function answersWith(host, port, path, isWanted) {
  return () =>
    new Promise((resolve) => {
      const options = { host: callable(host), port, path, timeout: probeTimeoutMs, agent: false };
      const request = http.get(options, (response) => {
        response.resume();
        resolve(isWanted(response.statusCode));
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

/**
 * Asks again and again; calls `onSilent` once when no answer was true for `silentAfterMs`.
 * @param {() => Promise<boolean>} probe
 * @param {{ intervalMs: number, silentAfterMs: number }} limits
 * @param {() => void} onSilent
 * @returns {() => void} ends the watch
 */
export function watchLiveness(probe, { intervalMs, silentAfterMs }, onSilent) {
  let heardAt = Date.now();
  let timer;
  let isOver = false;
  const ask = async () => {
    const askedAt = Date.now();
    // This process was itself held up (a laptop asleep, a stopped container): the silence was not theirs.
    if (askedAt - heardAt > 2 * silentAfterMs) heardAt = askedAt;
    const isHeard = await probe();
    if (isOver) return;
    if (isHeard) heardAt = Date.now();
    if (Date.now() - heardAt >= silentAfterMs) return onSilent();
    timer = setTimeout(ask, intervalMs);
  };
  timer = setTimeout(ask, intervalMs);
  return () => {
    isOver = true;
    clearTimeout(timer);
  };
}
