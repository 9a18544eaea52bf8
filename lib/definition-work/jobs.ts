// The work that is done on definitions for a person who waits, as plain functions of plain data: they run in the portal's
// event loop where a text is small and in a worker where it is not (see commands.ts). Results are cloned between threads.
import type { ConsumerSettings } from "#lib/asyncapi/consumer-view.ts";
import type { Diagnostic } from "#lib/asyncapi/diagnostic.ts";
import { exactJson, exactYaml } from "#lib/asyncapi/exact-text.ts";
import { exactValue } from "#lib/asyncapi/exact-value.ts";
import { type ManagedFields, syncManagedFields } from "#lib/asyncapi/managed-fields.ts";
import { checkedPart, checkedView } from "#lib/asyncapi/reading/checked.ts";
import { writtenHtml } from "#lib/asyncapi/reading/export/written-document.ts";
import { writtenMarkdown } from "#lib/asyncapi/reading/export/written-markdown.ts";
import { hasTexts, type MarkdownTable, readTexts } from "#lib/asyncapi/reading/markdown-table.ts";
import { type OutlineGroup, outlineOf } from "#lib/asyncapi/reading/outline.ts";
import { packSearch } from "#lib/asyncapi/reading/search-pack.ts";
import { firstScreen, partAt, type ReadingPart } from "#lib/asyncapi/reading/sections.ts";
import type { ReadingView } from "#lib/asyncapi/reading/view.ts";
import type { Catalogue } from "#lib/console/catalogue.ts";
import { readCatalogueOf } from "#lib/console/catalogue-of-text.ts";
import { type KnownReading, knownText } from "#lib/definition-work/known-texts.ts";
import { mergeTexts, openParts } from "#lib/definition-work/merge-texts.ts";
import { done, type Outcome, refuse } from "#lib/kernel/outcome.ts";
import {
  applyMessage,
  type MessageName,
  type PatchedMessage,
  removeMessage,
} from "#lib/messages/apply-message.ts";
import type { MessageDraft } from "#lib/messages/message.ts";
import { messageMisfits } from "#lib/messages/message-misfits.ts";
import { type MessagePage, readMessagePage } from "#lib/messages/read-message.ts";
import { listTopicMessages, type TopicMessage } from "#lib/messages/topic-messages.ts";
import type { TopicPolicy } from "#lib/routes/limits.ts";
import type { HandshakeParameters, RequiredScopes } from "#lib/routes/route-record.ts";
import { applyTopics } from "#lib/topics/edit-topics.ts";
import { readHandshakeParameters } from "#lib/topics/handshake-parameters.ts";
import { subjectOf } from "#lib/topics/judge-definition.ts";
import { readTopics } from "#lib/topics/read-topics.ts";
import { readRequiredScopes } from "#lib/topics/required-scopes.ts";
import type { Topic } from "#lib/topics/topic.ts";
import {
  applyTopicPolicies,
  listTopicPolicies,
  readTopicPolicies,
  type TopicPolicyEntry,
} from "#lib/topics/topic-policy.ts";
import { listUnserved, type UnservedChannel } from "#lib/topics/unserved-channels.ts";

/** All that pages and a deployment want to know of a text. */
export type DefinitionFacts = {
  /** False where there is nothing to work with: no YAML, not AsyncAPI 3, or too long to read. */
  readonly isReadable: boolean;
  /** False where the document itself has errors: forms cannot work on it. Those of topics and policies they mend. */
  readonly isSound: boolean;
  /** All that the one judge found: with an error among them the text is neither saved nor deployed. */
  readonly diagnostics: readonly Diagnostic[];
  readonly topics: readonly Topic[];
  /** Channels that are kept and that no route has. */
  readonly unserved: readonly UnservedChannel[];
  /** Empty where the definition has errors. */
  readonly policyEntries: readonly TopicPolicyEntry[];
  /** What a deployment uses; a refusal where a policy is malformed. */
  readonly policies: Outcome<ReadonlyMap<string, TopicPolicy>>;
  /** What handshakes have to bring, by the address of the topic; topics that ask for nothing are left out. */
  readonly handshakes: ReadonlyMap<string, HandshakeParameters>;
  /** Likewise, what they have to be permitted. */
  readonly scopes: ReadonlyMap<string, RequiredScopes>;
};

/** A document as it opens: its first screen, the descriptions of that, and the outline of all of it. */
export type DocumentOpening = {
  readonly view: ReadingView;
  /** What Markdown makes of the first screen's texts, as far as there is room for. */
  readonly texts: MarkdownTable;
  readonly outline: readonly OutlineGroup[];
  /** Characters that all of them take as JSON. */
  readonly size: number;
};

type TextInput = { readonly text: string };

function readFacts({ text }: TextInput): DefinitionFacts {
  const { definition, diagnostics } = knownText(text).judged;
  if (definition === null) {
    return {
      isReadable: false,
      isSound: false,
      diagnostics,
      topics: [],
      unserved: [],
      policyEntries: [],
      policies: done(new Map()),
      handshakes: new Map(),
      scopes: new Map(),
    };
  }
  const isSound = !diagnostics.some((found) => found.severity === "error" && subjectOf(found) === "document");
  return {
    isReadable: true,
    isSound,
    diagnostics,
    topics: readTopics(definition),
    unserved: listUnserved(definition.data),
    policyEntries: isSound ? listTopicPolicies(definition) : [],
    policies: readTopicPolicies(definition),
    handshakes: readHandshakeParameters(definition),
    scopes: readRequiredScopes(definition),
  };
}

/** The design as JSON; empty where it cannot be read. */
function writeJson({ text }: TextInput): string {
  const { definition } = knownText(text).judged;
  return definition === null ? "" : exactJson(exactValue(definition.source));
}

/** Messages by the key of their channel; none where the text cannot be read. */
function readTopicMessages({ text }: TextInput): Record<string, TopicMessage[]> {
  const { definition } = knownText(text).judged;
  return definition === null ? {} : listTopicMessages(definition.data);
}

type MessageInput = TextInput & MessageName;

/** Refusals as of `readMessagePage`, and `definition_invalid`. */
function readMessage({ text, channelKey, messageKey }: MessageInput): Outcome<MessagePage> {
  const { definition } = knownText(text).judged;
  if (definition === null) return refuse("definition_invalid", "The definition has to be mended first.");
  return readMessagePage(definition, channelKey, messageKey);
}

/** Which document of a text: the one a consumer gets with these settings, or the design as it stands, with its own servers. */
type ReadingInput = TextInput & { readonly settings: ConsumerSettings | null };

/** It throws for a text that cannot be read, and so do the jobs. */
function readingOf({ text, settings }: ReadingInput): KnownReading {
  return settings === null ? knownText(text).design : knownText(text).consumer(settings);
}

/** Time that this thread has used of the processor: by the clock, a busy machine would leave texts to the browser. */
function usedMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

function openDocument(input: ReadingInput): DocumentOpening {
  const { document, page } = readingOf(input);
  const view = checkedView(document, firstScreen(page));
  const opening = { view, texts: readTexts(view, usedMs), outline: outlineOf(page) };
  return { ...opening, size: JSON.stringify(opening).length };
}

/** True where an opening has Markdown to read, which may be made to be slow. */
export function opensWithMarkdown(input: ReadingInput): boolean {
  return hasTexts(firstScreen(readingOf(input).page));
}

/** What a console offers. Refusal: `definition_invalid`. */
function readConsole({ text }: TextInput): Outcome<Catalogue> {
  return readCatalogueOf(text, knownText(text).judged);
}

type WriteConsumerInput = TextInput & {
  readonly settings: ConsumerSettings;
  readonly format: "yaml" | "json";
};

function writeConsumer({ text, settings, format }: WriteConsumerInput): string {
  const { exact } = knownText(text).consumer(settings);
  return format === "yaml" ? exactYaml(exact) : exactJson(exact);
}

type PartsInput = ReadingInput & { readonly ids: readonly string[] };

/** Parts of a document by their addresses on the page, null where there is none, as JSON. */
function readParts({ ids, ...of }: PartsInput): string {
  const { document, page } = readingOf(of);
  const parts = ids.map((id): readonly [string, ReadingPart | null] => {
    const part = partAt(page, id);
    return [id, part && checkedPart(document, part)];
  });
  // An id may be any text, `__proto__` too.
  return JSON.stringify(Object.fromEntries(parts));
}

/** What can be searched in a document, as JSON. */
function readSearch(of: ReadingInput): string {
  return JSON.stringify(packSearch(readingOf(of).page));
}

type WriteInput = ReadingInput & { readonly format: "html" | "md" };

/** Examples are not checked: a file does not say which of them fit. */
function writeDocument({ format, ...of }: WriteInput): string {
  const { view } = readingOf(of);
  return format === "html" ? writtenHtml(view) : writtenMarkdown(view);
}

type PatchMessageInput = MessageInput & { readonly message: MessageDraft };
type RemoveMessageInput = TextInput & { readonly channelKey: string; readonly messageKey: string };
type StepInput = TextInput & { readonly base: string; readonly mine: string };
type SyncInput = TextInput & { readonly fields: ManagedFields };
type TopicsInput = TextInput & { readonly topics: readonly Topic[] };
type PoliciesInput = TextInput & {
  readonly wanted: readonly { readonly address: string; readonly policy: TopicPolicy }[];
};

/** Puts what changed from `base` to `mine` into the text. Refusal: `step_contested`. */
function mergeSteps({ text, base, mine }: StepInput): Outcome<string> {
  const merged = mergeTexts({ base, mine, theirs: text });
  if (openParts(merged).length === 0) return done(merged.mine);
  const message = "The same lines were changed since, so this step cannot be taken by itself. Edit the text.";
  return refuse("step_contested", message);
}

/** The jobs by name: each takes its text and what belongs to it. */
export const jobs = {
  readFacts,
  writeJson,
  openDocument,
  writeConsumer,
  readParts,
  readSearch,
  readConsole,
  writeDocument,
  mergeSteps,
  syncFields: ({ text, fields }: SyncInput): string => syncManagedFields(text, fields),
  applyTopics: ({ text, topics }: TopicsInput): Outcome<string> => applyTopics(text, [...topics]),
  readTopicMessages,
  readMessage,
  patchMessage: ({ text, message, ...name }: PatchMessageInput): Outcome<PatchedMessage> =>
    applyMessage(text, name, message),
  checkMessage: ({ text, message, ...name }: PatchMessageInput): Outcome<readonly (readonly string[])[]> =>
    messageMisfits(text, name, message),
  removeMessage: ({ text, channelKey, messageKey }: RemoveMessageInput): Outcome<string> =>
    removeMessage(text, channelKey, messageKey),
  applyPolicies: ({ text, wanted }: PoliciesInput): Outcome<string> => applyTopicPolicies(text, wanted),
} as const;

export type Jobs = typeof jobs;
export type JobName = keyof Jobs;
export type JobInput<Name extends JobName> = Parameters<Jobs[Name]>[0];
export type JobResult<Name extends JobName> = ReturnType<Jobs[Name]>;

/** Runs a job by its name: the one place where name, input and function meet. */
export function runJob<Name extends JobName>(name: Name, input: JobInput<Name>): JobResult<Name> {
  // TypeScript cannot see that the function under a name takes that name's input.
  const job = jobs[name] as unknown as (input: JobInput<Name>) => JobResult<Name>;
  return job(input);
}
