// Names, colours and topics of connections, also of those that were taken off the screen: what passed on them stays.
import type { ConsoleTopic } from "#lib/console/catalogue.ts";

export type ConnectionLabel = {
  readonly name: string;
  readonly colour: number;
  readonly topic: ConsoleTopic;
  /** Without the credential; of a file's, empty where that does not tell. */
  readonly url: string;
};

const COLOURS = 6;

/** Place among the colours that tell connections apart. */
export function colourOf(id: number): number {
  return (id - 1) % COLOURS;
}

export type ConnectionLabels = {
  /** True where there are not several to tell apart. */
  readonly isOne: boolean;
  readonly labelOf: (connection: number) => { readonly name: string; readonly colour: number };
  readonly topicOf: (connection: number) => ConsoleTopic;
};

export const NO_TOPIC: ConsoleTopic = {
  ...{ address: "", parameters: [], query: [], headers: [] },
  ...{ sends: [], receives: [] },
};

const UNKNOWN: ConnectionLabel = { name: "?", colour: 0, topic: NO_TOPIC, url: "" };

export function connectionLabels(labels: ReadonlyMap<number, ConnectionLabel>): ConnectionLabels {
  const known = (connection: number) => labels.get(connection) ?? UNKNOWN;
  return { isOne: labels.size <= 1, labelOf: known, topicOf: (connection) => known(connection).topic };
}
