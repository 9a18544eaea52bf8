// Judges whether a handshake brings the query parameters and headers that its topic demands: what goes on to the backend
// counts, so credentials, which stay behind, count for nothing. A value never gets into a refusal.
import type { Forwardable } from "#gateway/data-plane/handshake/credential.ts";
import { Refusal } from "#gateway/data-plane/http/refusal.ts";
import { queryPairName, queryPairValue } from "#lib/routes/backend-url.ts";
import type { HandshakeParameter, HandshakeParameters } from "#lib/routes/route-record.ts";

type Found = ReadonlyMap<string, ReadonlySet<string>>;

const INTEGER = /^-?\d+(?:\.0+)?$/;
const NUMBER = /^-?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/** The first demand that is not met; null where all are. */
export function judgeParameters(demanded: HandshakeParameters, sent: Forwardable): Refusal | null {
  const query = demanded.query.length === 0 ? null : findUnmet(demanded.query, queryValues(sent.query));
  if (query !== null) return queryRefusal(query.demand, query.isMissing);
  const header = demanded.headers.length === 0 ? null : findUnmet(demanded.headers, headerValues(sent));
  return header && headerRefusal(header.demand, header.isMissing);
}

function findUnmet(demands: readonly HandshakeParameter[], found: Found) {
  for (const demand of demands) {
    const values = found.get(demand.name);
    if (values === undefined) {
      if (demand.isRequired) return { demand, isMissing: true };
      continue;
    }
    // Which of several a backend takes is its own choice, so that all of them have to do.
    for (const value of values) if (!isFit(value, demand)) return { demand, isMissing: false };
  }
  return null;
}

/** True for a text that says a value of the demanded type, one of the listed where there is a list. */
function isFit(text: string, { type, values }: HandshakeParameter): boolean {
  if (type === "boolean" && text !== "true" && text !== "false") return false;
  if (type === "integer" && !INTEGER.test(text)) return false;
  if (type === "number" && !NUMBER.test(text)) return false;
  return values === undefined || values.some((value) => isSame(text, value));
}

function isSame(text: string, value: string | number | boolean): boolean {
  if (typeof value === "number") return NUMBER.test(text) && Number(text) === value;
  return text === String(value);
}

function queryValues(query: string): Found {
  const found = new Map<string, Set<string>>();
  for (const pair of query.split("&")) if (pair !== "") add(found, queryPairName(pair), queryPairValue(pair));
  return found;
}

function headerValues({ fields, cookies }: Forwardable): Found {
  const found = new Map<string, Set<string>>();
  for (const { lowerName, value } of fields) add(found, lowerName, value);
  if (cookies !== null) add(found, "cookie", cookies);
  return found;
}

function add(found: Map<string, Set<string>>, name: string, value: string): void {
  const values = found.get(name);
  if (values === undefined) found.set(name, new Set([value]));
  else values.add(value);
}

function queryRefusal(demand: HandshakeParameter, isMissing: boolean): Refusal {
  const name = `query parameter \`${demand.name}\``;
  return isMissing
    ? new Refusal("query_parameter_missing", `The API demands the ${name}: add it to the URL.`)
    : new Refusal("query_parameter_invalid", `The ${name} ${unfitWords(demand)}.`);
}

function headerRefusal(demand: HandshakeParameter, isMissing: boolean): Refusal {
  const name = `header \`${demand.name}\``;
  return isMissing
    ? new Refusal("header_missing", `The API demands the ${name}: send it with the handshake.`)
    : new Refusal("header_invalid", `The ${name} ${unfitWords(demand)}.`);
}

function unfitWords({ type, values }: HandshakeParameter): string {
  if (values !== undefined) return "has to be one of the values that the API's definition lists";
  if (type === "boolean") return "has to be `true` or `false`";
  return type === "integer" ? "has to be a whole number" : "has to be a number";
}
