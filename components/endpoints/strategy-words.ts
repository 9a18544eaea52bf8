// What a strategy means for the backends at hand, in a sentence. Pure.
import type { EndpointSettings } from "#lib/endpoints/endpoint-settings.ts";

type Strategy = EndpointSettings["strategy"];

export const strategyLabels = {
  round_robin: "Round robin",
  least_connections: "Least connections",
  failover: "Failover order",
} as const satisfies Record<Strategy, string>;

/** `weight` as it is typed. */
type Backend = { readonly url: string; readonly weight: string };

/** One or two sentences; rows without an address do not count. */
export function strategyWords(strategy: Strategy, rows: readonly Backend[]): string {
  const backends = rows.filter(({ url }) => url.trim() !== "");
  if (backends.length < 2) return "With one backend, every connection goes to it.";
  if (strategy === "failover") {
    const [first, ...others] = backends.map(nameOf);
    return `All connections go to ${first}. Only while it is down or full they go to the next: ${others.join(", then ")}.`;
  }
  if (strategy === "least_connections") {
    const hasWeights = new Set(backends.map(weightOf)).size > 1;
    const measure = hasWeights ? "the fewest open connections for its weight" : "the fewest open connections";
    return `A new connection goes to the backend with ${measure}.`;
  }
  const total = backends.reduce((sum, backend) => sum + weightOf(backend), 0);
  const shares = backends.map((backend) => `${percent(weightOf(backend) / total)} to ${nameOf(backend)}`);
  return `New connections go to each backend in turn, by weight: ${shares.join(", ")}.`;
}

function weightOf({ weight }: Backend): number {
  const typed = Number(weight);
  return Number.isFinite(typed) && typed > 0 ? typed : 1;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** The host of an address; the whole text where it is none. */
export function nameOf({ url }: { readonly url: string }): string {
  const text = url.trim();
  return URL.canParse(text) ? `${new URL(text).host}${new URL(text).pathname.replace(/\/$/, "")}` : text;
}
