// What the connections of a console were made with, kept in the tab through a reload, which closes the sockets. No credential
// is among it: which ones there were is kept, and each is asked for again.
import { isCredentialAmong, isSecretName } from "#lib/console/left-out-credentials.ts";
import { readProtocols } from "#lib/console/target.ts";
import { type ConnectValues, isConnectValues } from "./connect-values.ts";

/** A field of the handshake that held a credential: a parameter of the query by its name, or one of the others. */
export type LeftOutField = `?${string}` | "subprotocols" | "ownKey";

export type KeptConnection = {
  readonly id: number;
  /** Number of its newest attempt. */
  readonly attempt: number;
  /** Its own name, the address of its topic, and the rest as it was chosen. */
  readonly values: ConnectValues;
  readonly leftOut: readonly LeftOutField[];
};

/** The values without those that are credentials, as exports leave them out; `leftOut` names their fields. */
export function withoutSecrets(values: ConnectValues): Pick<KeptConnection, "values" | "leftOut"> {
  const { names } = readProtocols(values.subprotocols);
  const shown = names.filter((_name, index) => !isCredentialAmong(names, index));
  const isSecret = ([name, value]: [string, string]) => value !== "" && isSecretName(name);
  const query = Object.entries(values.query);
  const hasSecretProtocol = shown.length < names.length;
  return {
    values: {
      ...values,
      query: Object.fromEntries(query.filter((it) => !isSecret(it))),
      subprotocols: hasSecretProtocol ? shown.join(", ") : values.subprotocols,
    },
    leftOut: [
      ...query.filter(isSecret).map(([name]) => `?${name}` as const),
      ...(hasSecretProtocol ? (["subprotocols"] as const) : []),
      ...(values.credential === "own" ? (["ownKey"] as const) : []),
    ],
  };
}

/** What was typed, as the tab may keep it. */
export function keptTarget(values: ConnectValues): ConnectValues {
  return withoutSecrets(values).values;
}

/** What `JSON.stringify` made of kept connections; none where it is something else. */
export function readKeptConnections(text: string): readonly KeptConnection[] {
  try {
    const stored: unknown = JSON.parse(text);
    return Array.isArray(stored) ? stored.filter(isKeptConnection) : [];
  } catch {
    return [];
  }
}

function isKeptConnection(stored: unknown): stored is KeptConnection {
  if (typeof stored !== "object" || stored === null) return false;
  if (!("id" in stored && "attempt" in stored && "values" in stored && "leftOut" in stored)) return false;
  const { id, attempt, values, leftOut } = stored;
  return isCount(id) && isCount(attempt) && isConnectValues(values) && isFields(leftOut);
}

function isCount(stored: unknown): boolean {
  return Number.isSafeInteger(stored) && Number(stored) > 0;
}

function isFields(stored: unknown): boolean {
  if (!Array.isArray(stored)) return false;
  return stored.every((it) => /^(\?.+|subprotocols|ownKey)$/s.test(String(it)));
}
