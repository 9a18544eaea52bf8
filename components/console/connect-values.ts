// What a person fills in to connect, and how it is kept in the tab: never a credential.
import type { Catalogue, ConsoleTopic } from "#lib/console/catalogue.ts";
import { NO_TOPIC } from "./connection-labels.ts";
import type { Environment } from "./use-credential.ts";

export type CredentialChoice = "test" | "none" | "own";

export type ConnectValues = {
  readonly address: string;
  /** By the name of the parameter; `*` is the rest of the path. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly transport: "ws" | "wss";
  readonly environment: Environment;
  readonly credential: CredentialChoice;
  readonly subprotocols: string;
  readonly name: string;
};

export function startValues({ topics }: Catalogue): ConnectValues {
  return {
    address: topics[0]?.address ?? ANY_TOPIC.address,
    parameters: {},
    query: {},
    transport: "ws",
    environment: "production",
    credential: "test",
    subprotocols: "",
    name: "",
  };
}

/** Values of a topic's parameters: what was typed, else the example. */
export function parameterValues(topic: ConsoleTopic, values: ConnectValues): Map<string, string> {
  const filled = new Map(
    topic.parameters.map(({ name, example }) => [name, values.parameters[name] ?? example]),
  );
  if (topic.address.endsWith("*")) filled.set("*", values.parameters["*"] ?? "");
  return filled;
}

/** Values of a topic's query: what was typed, else the example where one is asked for. */
export function queryValues(topic: ConsoleTopic, values: ConnectValues): Map<string, string> {
  return new Map(
    topic.query.map(({ name, example, isRequired }) => [
      name,
      values.query[name] ?? (isRequired ? example : ""),
    ]),
  );
}

export function isConnectValues(stored: unknown): stored is ConnectValues {
  if (typeof stored !== "object" || stored === null) return false;
  const texts = ["address", "subprotocols", "name"];
  const holders = ["parameters", "query"];
  const all = new Map<string, unknown>(Object.entries(stored));
  return (
    texts.every((name) => typeof all.get(name) === "string") &&
    holders.every((name) => isTextRecord(all.get(name))) &&
    ["ws", "wss"].includes(String(all.get("transport"))) &&
    ["production", "sandbox"].includes(String(all.get("environment"))) &&
    ["test", "none", "own"].includes(String(all.get("credential")))
  );
}

function isTextRecord(value: unknown): boolean {
  return (
    typeof value === "object" &&
    value !== null &&
    Object.values(value).every((member) => typeof member === "string")
  );
}

/** What is dialled where a definition has no topics: any path. */
export const ANY_TOPIC: ConsoleTopic = { ...NO_TOPIC, address: "/*" };

/** The topics that can be chosen. */
export function choosableTopics(topics: readonly ConsoleTopic[]): readonly ConsoleTopic[] {
  return topics.length === 0 ? [ANY_TOPIC] : topics;
}
