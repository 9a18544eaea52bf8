// Names, colours and topics of connections, also of those that were taken off the screen: what passed on them stays.
import type { ConsoleTopic } from "#lib/console/catalogue.ts";

export type ConnectionLabel = {
  readonly name: string;
  readonly colour: number;
  readonly topic: ConsoleTopic;
};

export type ConnectionLabels = {
  /** True where there are not several to tell apart. */
  readonly isOne: boolean;
  readonly labelOf: (connection: number) => { readonly name: string; readonly colour: number };
  readonly topicOf: (connection: number) => ConsoleTopic;
};

export const NO_TOPIC: ConsoleTopic = { address: "", parameters: [], query: [], sends: [], receives: [] };

export function connectionLabels(labels: ReadonlyMap<number, ConnectionLabel>): ConnectionLabels {
  const known = (connection: number) => labels.get(connection) ?? { name: "?", colour: 0, topic: NO_TOPIC };
  return { isOne: labels.size <= 1, labelOf: known, topicOf: (connection) => known(connection).topic };
}
