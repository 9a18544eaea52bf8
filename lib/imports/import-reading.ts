// What a document that somebody brings means here: the definition it becomes, what is wrong with it, and what the form of
// an import starts from. Plain data, made in a thread and shown in the browser.
import type { Diagnostic } from "#lib/asyncapi/diagnostic.ts";
import type { HandshakePart } from "#lib/topics/handshake-parts.ts";

/** `original`: line and column are of the text as it came; `definition`: of the text that would be stored. */
export type ImportDiagnostic = Diagnostic & { readonly of: "original" | "definition" };

/** What the API does, in AsyncAPI's words: `send` is what its clients receive. */
export type ImportDirection = "send" | "receive";

/** A channel of the definition. */
export type ImportTopic = {
  readonly key: string;
  /** Null where the document does not say it. */
  readonly address: string | null;
  readonly directions: readonly { readonly action: ImportDirection; readonly messages: readonly string[] }[];
  /** What its handshake takes, to be compared. */
  readonly handshake: readonly HandshakePart[];
  /** Why the gateway cannot serve it, in words; null where it can. Its messages are kept all the same. */
  readonly notServed: string | null;
};

/** A variable of a server's URL (AsyncAPI 3.0.0, Server Variable Object). */
export type ImportVariable = {
  readonly name: string;
  /** Its default, or the first allowed value; empty where the document gives neither. */
  readonly value: string;
  /** Empty where any value is. */
  readonly allowed: readonly string[];
  readonly description: string;
};

/** A server of the document, among which a person chooses the backend. */
export type ImportServer = {
  readonly key: string;
  /** Its URL with `{name}` where a variable belongs. */
  readonly template: string;
  /** Those of the template, in its order. */
  readonly variables: readonly ImportVariable[];
  readonly protocol: string;
  readonly isWebSocket: boolean;
  /** In words what a person has to know before choosing it: security to be set as an endpoint's. */
  readonly notes: readonly string[];
};

/** What the form of an import starts from; each text may be empty, none is invalid. */
export type ImportProposal = {
  readonly name: string;
  readonly displayName: string;
  readonly context: string;
  readonly version: string;
  readonly description: string;
  /** URL of the first WebSocket server. */
  readonly endpoint: string;
};

export type ImportReading = {
  /** Version of AsyncAPI the text came in: `2.6.0`; null where it names none. */
  readonly cameAs: string | null;
  /** The AsyncAPI 3 text that would be stored; null where nothing can be made of it. */
  readonly definition: string | null;
  /** The text as it came where it was converted, to be kept with the API; null where it is the definition. */
  readonly original: string | null;
  readonly diagnostics: readonly ImportDiagnostic[];
  /** Files and addresses that it refers to outside itself, as they are written, without the place in them. */
  readonly refersTo: readonly string[];
  readonly topics: readonly ImportTopic[];
  readonly servers: readonly ImportServer[];
  readonly proposal: ImportProposal;
};

/** How a document is to be read. */
export type ImportChoices = {
  /** The document's `publish` and `subscribe` were meant the other way round: swap both for the whole document. */
  readonly isSwapped: boolean;
};
