// The work that is done on definitions for a person who waits, as plain functions of plain data: they run in the portal's
// event loop where a text is small and in a worker where it is not (see commands.ts). Results are cloned between threads.
import { type ConsumerSettings, consumerView } from "#lib/asyncapi/consumer-view.ts";
import { parseDefinition } from "#lib/asyncapi/definition.ts";
import type { Diagnostic } from "#lib/asyncapi/diagnostic.ts";
import { exactJson, exactYaml } from "#lib/asyncapi/exact-text.ts";
import { exactValue, plainObject } from "#lib/asyncapi/exact-value.ts";
import { type ManagedFields, syncManagedFields } from "#lib/asyncapi/managed-fields.ts";
import { nodesFor } from "#lib/asyncapi/node-budget.ts";
import { writtenHtml, writtenMarkdown } from "#lib/asyncapi/reading/export/written-document.ts";
import { type ReadingView, readingView } from "#lib/asyncapi/reading/view.ts";
import { done, type Outcome } from "#lib/kernel/outcome.ts";
import type { TopicPolicy } from "#lib/routes/limits.ts";
import { applyTopics } from "#lib/topics/edit-topics.ts";
import { judgeDefinition, subjectOf } from "#lib/topics/judge-definition.ts";
import { readTopics } from "#lib/topics/read-topics.ts";
import type { Topic } from "#lib/topics/topic.ts";
import {
  applyTopicPolicies,
  listTopicPolicies,
  readTopicPolicies,
  type TopicPolicyEntry,
} from "#lib/topics/topic-policy.ts";

/** All that pages and a deployment want to know of a text. */
export type DefinitionFacts = {
  /** False where there is nothing to work with: no YAML, not AsyncAPI 3, or too long to read. */
  readonly isReadable: boolean;
  /** False where the document itself has errors: forms cannot work on it. Those of topics and policies they mend. */
  readonly isSound: boolean;
  /** All that the one judge found: with an error among them the text is neither saved nor deployed. */
  readonly diagnostics: readonly Diagnostic[];
  readonly topics: readonly Topic[];
  /** Empty where the definition has errors. */
  readonly policyEntries: readonly TopicPolicyEntry[];
  /** What a deployment uses; a refusal where a policy is malformed. */
  readonly policies: Outcome<ReadonlyMap<string, TopicPolicy>>;
  /** The document as JSON; empty where it cannot be read. */
  readonly json: string;
};

/** The document a consumer gets, as texts and ready to be read. */
export type ConsumerDocument = {
  readonly yaml: string;
  readonly json: string;
  readonly reading: ReadingView;
  /** Characters that the reading takes as JSON. */
  readonly readingSize: number;
};

function readFacts({ text }: { readonly text: string }): DefinitionFacts {
  const { definition, diagnostics } = judgeDefinition(text);
  if (definition === null) {
    return {
      isReadable: false,
      isSound: false,
      diagnostics,
      topics: [],
      policyEntries: [],
      policies: done(new Map()),
      json: "",
    };
  }
  const isSound = !diagnostics.some((found) => found.severity === "error" && subjectOf(found) === "document");
  return {
    isReadable: true,
    isSound,
    diagnostics,
    topics: readTopics(definition),
    policyEntries: isSound ? listTopicPolicies(definition) : [],
    policies: readTopicPolicies(definition),
    json: exactJson(exactValue(definition.source)),
  };
}

type ConsumerInput = { readonly text: string; readonly settings: ConsumerSettings };

function readConsumer({ text, settings }: ConsumerInput): ConsumerDocument {
  const document = consumerView(text, settings);
  const reading = readingView(plainObject(document), nodesFor(text.length));
  return {
    yaml: exactYaml(document),
    json: exactJson(document),
    reading,
    readingSize: JSON.stringify(reading).length,
  };
}

type WriteInput = {
  readonly text: string;
  /** Null for the design as it stands, with its own servers. */
  readonly settings: ConsumerSettings | null;
  readonly format: "html" | "md";
};

/** Throws for a text that cannot be read. */
function writeDocument({ text, settings, format }: WriteInput): string {
  const document =
    settings === null ? parseDefinition(text).definition?.data : plainObject(consumerView(text, settings));
  if (document === undefined) throw new Error("The definition cannot be read");
  const view = readingView(document);
  return format === "html" ? writtenHtml(view) : writtenMarkdown(view);
}

type SyncInput = { readonly text: string; readonly fields: ManagedFields };
type TopicsInput = { readonly text: string; readonly topics: readonly Topic[] };
type PoliciesInput = {
  readonly text: string;
  readonly wanted: readonly { readonly address: string; readonly policy: TopicPolicy }[];
};

/** The jobs by name: each takes its text and what belongs to it. */
export const jobs = {
  readFacts,
  readConsumer,
  writeDocument,
  syncFields: ({ text, fields }: SyncInput): string => syncManagedFields(text, fields),
  applyTopics: ({ text, topics }: TopicsInput): Outcome<string> => applyTopics(text, [...topics]),
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
