"use client";
// What is on the screen in the words of other clients: the connection that the next message goes to, else the one that
// Connect would open, with that message.
import { useMemo } from "react";
import { MonoText } from "#components/ui/mono-text.tsx";
import { randomKey } from "#components/ui/random-key.ts";
import type { SampleOf } from "#lib/console/client-samples.ts";
import { readProtocols } from "#lib/console/target.ts";
import type { TemplateValues } from "#lib/console/templates.ts";
import { ClientSamples } from "./client-samples.tsx";
import type { ConnectValues } from "./connect-values.ts";
import type { ConsoleConnection } from "./console-connection.ts";
import { type Draft, prepare } from "./draft.ts";
import type { RemoteConsole } from "./remote-console.ts";
import { isOpen } from "./send-target.ts";

/** As they are filled in once: a sample is run later. */
const FIRST_VALUES: TemplateValues = {
  ...{ now: () => new Date(), uuid: randomKey, counter: () => 1, random: Math.random },
};

type ConsoleSamplesProps = {
  session: RemoteConsole;
  target: ConsoleConnection | null;
  /** What the form says. */
  url: string;
  values: ConnectValues;
  draft: Draft;
  /** Where a person gets a key, in words. */
  keySource: string;
};

export function ConsoleSamples({ draft, keySource, ...props }: ConsoleSamplesProps) {
  const { messageKey, kind, text } = draft;
  const message = useMemo(
    () => prepare({ messageKey, kind, text }, undefined, FIRST_VALUES).body,
    [messageKey, kind, text],
  );
  const { as, ...connection } = connectionOf(props);
  const isFilledIn = kind === "text" && message !== null && message !== text;
  return (
    <ClientSamples
      {...connection}
      message={message ?? ""}
      note={
        <>
          {as} {message === null ? "The message is left out: it cannot be sent as it is written. " : ""}
          {isFilledIn ? "Templates are filled in once. " : ""}
          {connection.hasKey ? (
            <>
              The key comes from the environment: <MonoText>export KEY=…</MonoText> with one from {keySource}.
            </>
          ) : (
            "It brings no credential."
          )}
        </>
      }
    />
  );
}

function connectionOf({
  session,
  target,
  url,
  values,
}: Omit<ConsoleSamplesProps, "draft" | "keySource">): Omit<SampleOf, "message"> & { readonly as: string } {
  if (target && isOpen(target)) {
    const { url: dialled, offered } = target.attempt;
    const hasKey = session.hasKey(target.id);
    return { url: dialled, subprotocols: offered, hasKey, as: `As ${target.name} is connected.` };
  }
  const { names: subprotocols } = readProtocols(values.subprotocols);
  return { url, subprotocols, hasKey: values.credential !== "none", as: "As Connect would open it." };
}
