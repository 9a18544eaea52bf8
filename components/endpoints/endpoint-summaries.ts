// What a folded part of an endpoint says of itself. Pure.
import type { EndpointValues } from "./endpoint-values.ts";

export function healthSummary({ backends, health, passive }: EndpointValues): string {
  const isChecked = health.isOn && (backends.length > 1 || health.checksAlone);
  const active = isChecked
    ? `checked every ${health.interval.amount} ${health.interval.unit}, out after ${health.unhealthyAfter} failed checks`
    : "no checks";
  const learnt = passive.isOn ? `out after ${passive.failures} failed handshakes of clients` : "no ejection";
  return `${active}, ${learnt}`;
}

export function timesSummary({ connectTimeout, slowStart }: EndpointValues): string {
  const slow = Number(slowStart.amount) > 0 ? `, slow start ${slowStart.amount} ${slowStart.unit}` : "";
  return `connect within ${connectTimeout.amount} ${connectTimeout.unit}${slow}`;
}

export function headersSummary({ headers }: EndpointValues): string {
  const names = headers.map(({ name }) => name).filter(Boolean);
  return names.length === 0 ? "none" : names.join(", ");
}

export function tlsSummary({ tls }: EndpointValues): string {
  const parts = [
    ...(tls.ca ? ["own CA"] : []),
    ...(tls.cert ? ["client certificate"] : []),
    ...(tls.serverName ? [`server name ${tls.serverName}`] : []),
  ];
  return parts.length === 0 ? "public authorities" : parts.join(", ");
}

/** A field of an endpoint, in a few words: what somebody else put there. */
export function endpointFieldText(field: keyof EndpointValues, values: EndpointValues): string {
  const describers: Readonly<Record<keyof EndpointValues, () => string>> = {
    backends: () => values.backends.map(({ url }) => url).join(", ") || "none",
    strategy: () => values.strategy.replace("_", " "),
    health: () => healthSummary(values),
    passive: () => healthSummary(values),
    connectTimeout: () => timesSummary(values),
    slowStart: () => timesSummary(values),
    headers: () => headersSummary(values),
    tls: () => tlsSummary(values),
  };
  return describers[field]();
}
