"use client";
// Connects and connects anew: gets a key where one is wanted, puts the handshake together, opens exactly one socket.
import { useCallback, useState } from "react";
import type { ConsoleTopic } from "#lib/console/catalogue.ts";
import { protocolsOf, readProtocols, urlOf } from "#lib/console/target.ts";
import { topicUrl } from "#lib/console/wscat-command.ts";
import { done, type Outcome, type Refusal, refuse } from "#lib/kernel/outcome.ts";
import { type ConnectValues, parameterValues, queryValues } from "./connect-values.ts";
import type { RemoteConsole } from "./remote-console.ts";
import type { Environment } from "./use-credential.ts";

type ConnectOptions = {
  session: RemoteConsole;
  topic: ConsoleTopic;
  values: ConnectValues;
  /** Address of the API at the gateway, over the transport that was chosen. */
  apiUrl: string;
  ownKey: string;
  getKey: (environment: Environment) => Promise<Outcome<string>>;
};

/** The address that will be dialled. */
export function dialledUrl({
  topic,
  values,
  apiUrl,
}: Pick<ConnectOptions, "topic" | "values" | "apiUrl">): string {
  const base = topicUrl({ apiUrl, address: topic.address, values: parameterValues(topic, values) });
  return urlOf(base, queryValues(topic, values));
}

export function useConnect(options: ConnectOptions) {
  const { session, topic, values, ownKey, getKey } = options;
  const [isPending, setIsPending] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const url = dialledUrl(options);
  const prepare = useCallback(async (): Promise<Outcome<readonly string[]>> => {
    const { names, problem } = readProtocols(values.subprotocols);
    if (problem !== null) return refuse("subprotocols", problem);
    if (values.credential === "none") return done(protocolsOf(names, null));
    if (values.credential === "own") {
      const own = ownKey.trim();
      const check = readProtocols(own);
      if (check.names.length !== 1 || check.problem !== null)
        return refuse("own_key", "Enter a key or token of letters, digits and -._~ to connect with.");
      return done(protocolsOf(names, own));
    }
    const key = await getKey(values.environment);
    return key.ok ? done(protocolsOf(names, key.value)) : key;
  }, [values, ownKey, getKey]);
  const run = useCallback(async (act: () => Promise<Refusal | null>) => {
    setIsPending(true);
    setRefusal(null);
    setRefusal(await act());
    setIsPending(false);
  }, []);
  const connect = useCallback(
    () =>
      run(async () => {
        const protocols = await prepare();
        if (!protocols.ok) return protocols;
        const name = freeName(values.name.trim() || "Connection 1", session);
        const { names: shownProtocols } = readProtocols(values.subprotocols);
        // Another attempt is made with what this one is made with, whatever the form says by then.
        session.open({
          ...{ name, topic, url, shownProtocols, protocols: protocols.value, getProtocols: prepare },
        });
        return null;
      }),
    [run, prepare, session, topic, url, values.name, values.subprotocols],
  );
  const reconnect = useCallback((id: number) => run(() => session.reconnect(id)), [run, session]);
  return { connect, reconnect, isPending, refusal, url };
}

/** The name, or with the next number where a connection is called so already: "user A" → "user A 2". */
function freeName(wanted: string, { names: taken }: RemoteConsole): string {
  const [, words = wanted, number = "1"] = /^(.*?)(?: (\d+))?$/s.exec(wanted) ?? [];
  let name = wanted;
  for (let next = Number(number) + 1; taken.has(name); next += 1) name = `${words} ${next}`;
  return name;
}
