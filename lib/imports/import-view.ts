// What a page shows of an import: bounded, whatever the document holds, and without the texts that the page has already.
import type { ImportDiagnostic, ImportDirection, ImportReading, ImportTopic } from "./import-reading.ts";

const MAX_TOPICS = 200;
const MAX_MESSAGES = 20;
const MAX_DIAGNOSTICS = 500;
/** Of a name, in characters: longer ones are nobody's to read. */
const MAX_SHOWN = 300;

export type ImportTopicView = Omit<ImportTopic, "directions" | "handshake"> & {
  readonly directions: readonly {
    readonly action: ImportDirection;
    readonly messages: readonly string[];
    /** How many messages more there are. */
    readonly more: number;
  }[];
};

export type ImportView = Pick<ImportReading, "cameAs" | "servers" | "proposal" | "refersTo"> & {
  /** False where nothing can be made of the document. */
  readonly isImportable: boolean;
  /** The AsyncAPI 3 text that an older document became; null where the document is taken as it is. */
  readonly converted: string | null;
  /** Of the text as it came; errors first. */
  readonly diagnostics: readonly ImportDiagnostic[];
  /** Of `converted`; errors first. */
  readonly convertedDiagnostics: readonly ImportDiagnostic[];
  readonly topics: readonly ImportTopicView[];
  readonly topicCount: number;
  /** Of all topics, those that the gateway can serve. */
  readonly servedCount: number;
};

export function importViewOf(reading: ImportReading): ImportView {
  const { cameAs, servers, proposal, refersTo, definition, original, topics } = reading;
  const isConverted = original !== null && definition !== null;
  const ofConverted = (found: ImportDiagnostic) => isConverted && found.of === "definition";
  return {
    cameAs,
    servers,
    proposal,
    refersTo,
    isImportable: definition !== null,
    converted: isConverted ? definition : null,
    diagnostics: errorsFirst(reading.diagnostics.filter((found) => !ofConverted(found))),
    convertedDiagnostics: errorsFirst(reading.diagnostics.filter(ofConverted)),
    topics: topics.slice(0, MAX_TOPICS).map(topicView),
    topicCount: topics.length,
    servedCount: topics.filter(({ notServed }) => notServed === null).length,
  };
}

/** Of many remarks a page shows some: no error may be among those that it leaves out. */
function errorsFirst(found: readonly ImportDiagnostic[]): readonly ImportDiagnostic[] {
  const isError = ({ severity }: ImportDiagnostic) => Number(severity === "error");
  return found.toSorted((one, other) => isError(other) - isError(one)).slice(0, MAX_DIAGNOSTICS);
}

function topicView({ key, address, directions, notServed }: ImportTopic): ImportTopicView {
  return {
    key: shown(key),
    address: address === null ? null : shown(address),
    directions: directions.map(({ action, messages }) => ({
      action,
      messages: messages.slice(0, MAX_MESSAGES).map(shown),
      more: Math.max(0, messages.length - MAX_MESSAGES),
    })),
    notServed: notServed === null ? null : shown(notServed),
  };
}

function shown(text: string): string {
  return text.length <= MAX_SHOWN ? text : `${text.slice(0, MAX_SHOWN)}…`;
}
