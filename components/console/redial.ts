// How a connection from before a reload is made again: with what it was made with, and what was not kept asked for.
import type { ConsoleTopic } from "#lib/console/catalogue.ts";
import { isCredentialAmong } from "#lib/console/left-out-credentials.ts";
import { readProtocols } from "#lib/console/target.ts";
import type { ConnectValues } from "./connect-values.ts";
import type { ConsoleConnection } from "./console-connection.ts";
import type { KeptConnection, LeftOutField } from "./kept-connections.ts";

export type Redial =
  | { readonly kind: "ready"; readonly values: ConnectValues }
  /** `values` are for the form, whose `field` is to be filled in first; `message` says so. */
  | {
      readonly kind: "ask";
      readonly field: LeftOutField;
      readonly values: ConnectValues;
      readonly message: string;
    };

type Typed = {
  /** Its topic, as the definition has it now. */
  readonly topic: ConsoleTopic;
  readonly form: ConnectValues;
  readonly ownKey: string;
  /** Whether the form was last asked for what this very connection lacks: what it holds is no other one's credential. */
  readonly isAsked: boolean;
};

export function redial(kept: KeptConnection, { topic, form, ownKey, isAsked }: Typed): Redial {
  const isItsForm = isAsked && form.address === kept.values.address;
  const values = isItsForm ? filledIn(kept, form) : kept.values;
  const isGiven = (field: LeftOutField) => isItsForm && isTyped(field, { values, ownKey });
  const field = kept.leftOut.find((it) => isAskedFor(it, topic) && !isGiven(it));
  if (field === undefined) return { kind: "ready", values };
  const message = `Enter ${fieldWords(field)}, which was not kept through the reload. Then reconnect ${kept.values.name}.`;
  return { kind: "ask", field, values: { ...values, name: form.name }, message };
}

/** Why a connection that was not opened since the page was loaded cannot be made again, in words; null where it can. */
export function unreconnectableWords(
  { attempt }: Pick<ConsoleConnection, "attempt">,
  kept: KeptConnection | null,
  topics: readonly Pick<ConsoleTopic, "address">[],
): string | null {
  if (attempt.url !== "") return null;
  if (kept === null) return "It comes from a file, and was not opened here: it cannot be reconnected.";
  const { address } = kept.values;
  if (topics.some((topic) => topic.address === address)) return null;
  return `It cannot be reconnected: the definition has no topic ${address} any more. Choose another topic, and connect.`;
}

function filledIn({ values, leftOut }: KeptConnection, form: ConnectValues): ConnectValues {
  const typed = Object.entries(form.query).filter(([name]) => leftOut.includes(`?${name}`));
  return {
    ...values,
    query: { ...values.query, ...Object.fromEntries(typed) },
    subprotocols: leftOut.includes("subprotocols") ? form.subprotocols : values.subprotocols,
  };
}

function isTyped(
  field: LeftOutField,
  { values, ownKey }: { readonly values: ConnectValues; readonly ownKey: string },
): boolean {
  if (field === "ownKey") return ownKey.trim() !== "";
  if (field !== "subprotocols") return (values.query[field.slice(1)] ?? "") !== "";
  const { names } = readProtocols(values.subprotocols);
  return names.some((_name, index) => isCredentialAmong(names, index));
}

/** A parameter that the topic no longer has is in no form. */
function isAskedFor(field: LeftOutField, { query }: ConsoleTopic): boolean {
  return !field.startsWith("?") || query.some(({ name }) => name === field.slice(1));
}

function fieldWords(field: LeftOutField): string {
  if (field === "ownKey") return "the key or token";
  return field === "subprotocols" ? "the subprotocol that carries the credential" : field;
}
