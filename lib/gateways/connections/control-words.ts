// What a connection's record has of pings and pongs, in words. Pure.
import type { Controls } from "./connection-record.ts";

/** What came from each side, and how long the answers to the gateway's own pings took. */
export function controlWords(controls: Controls): string {
  const { pingsFromClient, pongsFromClient, pingsFromBackend, pongsFromBackend } = controls;
  const came = `From the client came ${some(pingsFromClient, "ping")} and ${some(pongsFromClient, "pong")}, from the backend ${some(pingsFromBackend, "ping")} and ${some(pongsFromBackend, "pong")}.`;
  return `${came} ${answerWords(controls)}`;
}

function answerWords({ clientRoundTripMs, backendRoundTripMs }: Controls): string {
  const answers = [
    ...(clientRoundTripMs === null ? [] : [`the client after ${rounded(clientRoundTripMs)} ms`]),
    ...(backendRoundTripMs === null ? [] : [`the backend after ${rounded(backendRoundTripMs)} ms`]),
  ];
  if (answers.length === 0)
    return "The gateway pings a side that falls silent: no ping of its own was answered so far.";
  return `The gateway's last ping was answered by ${answers.join(", by ")}.`;
}

function rounded(ms: number): string {
  return ms.toFixed(ms < 10 ? 1 : 0);
}

function some(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}
