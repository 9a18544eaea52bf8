// What a console offers of an API: its topics, what a handshake asks for, the messages of both ways in the client's words.
import type { JsonObject } from "#lib/asyncapi/json-value.ts";

/** A message as the console offers and names it. */
export type ConsoleMessage = {
  readonly key: string;
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  readonly contentType: string;
  /** JSON Schema that stands by itself: what it refers to is under `$defs` (`definitions` for draft 7); null where there is none or it is of another format. */
  readonly schema: JsonObject | boolean | null;
  /** Payloads as JSON text, every digit as written. */
  readonly examples: readonly { readonly name: string; readonly text: string }[];
  /** Keys of the messages of the same topic that answer it (AsyncAPI 3.0, Operation Reply Object). */
  readonly answeredBy: readonly string[];
  /** Messages of other topics that answer it, by the topic's address. */
  readonly answeredOn: readonly { readonly address: string; readonly key: string }[];
  /** JSON Pointer into the payload that tells which answer belongs to which question; null where there is none (Correlation ID Object, `$message.payload#/id`). */
  readonly correlation: string | null;
};

/** A value that a person fills in. */
export type ConsoleField = {
  readonly name: string;
  readonly description: string;
  readonly isRequired: boolean;
  readonly values: readonly string[];
  readonly example: string;
};

export type ConsoleTopic = {
  readonly address: string;
  readonly parameters: readonly ConsoleField[];
  /** Of the handshake's URL (WebSockets channel binding, `query`). */
  readonly query: readonly ConsoleField[];
  /** Headers of the handshake (the same binding, `headers`), which a browser cannot send. */
  readonly headers: readonly Pick<ConsoleField, "name" | "isRequired">[];
  /** What the client sends, and what it receives. */
  readonly sends: readonly ConsoleMessage[];
  readonly receives: readonly ConsoleMessage[];
};

export type Catalogue = {
  readonly topics: readonly ConsoleTopic[];
  /** True where the bound left something out. */
  readonly isCut: boolean;
};
