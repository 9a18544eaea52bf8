"use client";
// Connects and connects anew: gets a key where one is wanted, puts the handshake together, opens exactly one socket.
import { useCallback, useRef, useState } from "react";
import type { ConsoleTopic } from "#lib/console/catalogue.ts";
import { protocolsOf, readProtocols, urlOf } from "#lib/console/target.ts";
import { topicUrl } from "#lib/console/wscat-command.ts";
import { done, type Outcome, type Refusal, refuse } from "#lib/kernel/outcome.ts";
import { type ConnectValues, parameterValues, queryValues } from "./connect-values.ts";
import type { ChosenDial } from "./dial.ts";
import type { KeptConnection, LeftOutField } from "./kept-connections.ts";
import { redial } from "./redial.ts";
import type { RemoteConsole } from "./remote-console.ts";
import type { Environment } from "./use-credential.ts";

type Transport = ConnectValues["transport"];

type ConnectOptions = {
  session: RemoteConsole;
  /** Those that can be chosen, and the one that is. */
  topics: readonly ConsoleTopic[];
  topic: ConsoleTopic;
  values: ConnectValues;
  setValues: (patch: Partial<ConnectValues>) => void;
  /** Addresses of the API at the gateway, by the transport. */
  apiUrls: Readonly<Record<Transport, string>>;
  ownKey: string;
  setOwnKey: (key: string) => void;
  getKey: (environment: Environment) => Promise<Outcome<string>>;
};

/** What a connection lacks to be made again: the form's field that is to be filled in. Another object each time it is asked. */
export type Asked = { readonly connection: number; readonly field: LeftOutField };

export function useConnect(options: ConnectOptions) {
  const { session, topics, topic, values, setValues, apiUrls, ownKey, setOwnKey, getKey } = options;
  const { isPending, refusal, run } = useRun();
  const [asked, setAsked] = useState<Asked | null>(null);
  const redialling = useRef(new Set<number>());
  const dial = useCallback(
    (to: ConsoleTopic, chosen: ConnectValues) => dialTo(to, chosen, { apiUrls, ownKey, getKey }),
    [apiUrls, ownKey, getKey],
  );
  const connect = useCallback(
    () =>
      run(async () => {
        const made = await dial(topic, values);
        if (!made.ok) return made;
        session.open({ ...made.value, name: freeName(values.name.trim() || "Connection 1", session) });
        setAsked(null);
        return null;
      }),
    [run, dial, session, topic, values],
  );
  const redialFrom = useCallback(
    async (kept: KeptConnection, to: ConsoleTopic): Promise<Refusal | null> => {
      const isAsked = asked?.connection === kept.id;
      const again = redial(kept, { topic: to, form: values, ownKey, isAsked });
      if (again.kind === "ask") {
        setValues(again.values);
        if (!isAsked) setOwnKey("");
        setAsked({ connection: kept.id, field: again.field });
        return refuse("left_out", again.message);
      }
      const made = await dial(to, again.values);
      if (!made.ok) return made;
      session.redial(kept.id, made.value);
      setAsked(null);
      return null;
    },
    [asked, values, ownKey, setValues, setOwnKey, dial, session],
  );
  const reconnect = useCallback(
    async (id: number) => {
      const kept = session.before(id);
      if (!kept) return await run(() => session.reconnect(id));
      const to = topics.find(({ address }) => address === kept.values.address);
      // Who asks again while a key is fetched has asked for one attempt.
      if (!to || redialling.current.has(id)) return;
      redialling.current.add(id);
      await run(() => redialFrom(kept, to)).finally(() => redialling.current.delete(id));
    },
    [session, topics, run, redialFrom],
  );
  return { connect, reconnect, isPending, refusal, asked, url: dialledUrl(topic, values, apiUrls) };
}

/** Whether something is under way, and why the last was refused. */
function useRun() {
  const [isPending, setIsPending] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const run = useCallback(async (act: () => Promise<Refusal | null>) => {
    setIsPending(true);
    setRefusal(null);
    setRefusal(await act());
    setIsPending(false);
  }, []);
  return { isPending, refusal, run };
}

async function dialTo(
  topic: ConsoleTopic,
  values: ConnectValues,
  { apiUrls, ...credentials }: Pick<ConnectOptions, "apiUrls" | "ownKey" | "getKey">,
): Promise<Outcome<ChosenDial>> {
  // Another attempt is made with what this one is made with, whatever the form says by then.
  const getProtocols = () => protocolsFor(values, credentials);
  const protocols = await getProtocols();
  if (!protocols.ok) return protocols;
  const { names: shownProtocols } = readProtocols(values.subprotocols);
  const url = dialledUrl(topic, values, apiUrls);
  const { name } = values;
  return done({ name, topic, url, protocols: protocols.value, shownProtocols, getProtocols, values });
}

/** The address that will be dialled. */
function dialledUrl(topic: ConsoleTopic, values: ConnectValues, apiUrls: ConnectOptions["apiUrls"]): string {
  const apiUrl = apiUrls[values.transport];
  const base = topicUrl({ apiUrl, address: topic.address, values: parameterValues(topic, values) });
  return urlOf(base, queryValues(topic, values));
}

/** What is offered as subprotocols, with a key that has not run out where one was chosen. */
async function protocolsFor(
  values: ConnectValues,
  { ownKey, getKey }: Pick<ConnectOptions, "ownKey" | "getKey">,
): Promise<Outcome<readonly string[]>> {
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
}

/** The name, or with the next number where a connection is called so already: "user A" → "user A 2". */
function freeName(wanted: string, { names: taken }: RemoteConsole): string {
  const [, words = wanted, number = "1"] = /^(.*?)(?: (\d+))?$/s.exec(wanted) ?? [];
  let name = wanted;
  for (let next = Number(number) + 1; taken.has(name); next += 1) name = `${words} ${next}`;
  return name;
}
