// What pages read: session and permission first, then the repositories; once per request.
import "server-only";
import { notFound } from "next/navigation";
import { cache } from "react";
import type { Api, ApiPage, ApiQuery } from "#lib/apis/api.ts";
import { designOf } from "#lib/apis/api-row.ts";
import { findApi, findOriginalDefinition, listApis } from "#lib/apis/repository.ts";
import type { ConsumerSettings, DocumentOf } from "#lib/asyncapi/consumer-view.ts";
import { findDeprecation, listSuccessorChoices } from "#lib/catalogue/repository.ts";
import type { Catalogue } from "#lib/console/catalogue.ts";
import {
  openDocument,
  readConsole,
  readFacts,
  readMessage,
  readParts,
  readSearch,
  readTopicMessages,
  writeConsumer,
  writeDocument,
  writeJson,
} from "#lib/definition-work/commands.ts";
import type { DefinitionFacts, DocumentOpening } from "#lib/definition-work/jobs.ts";
import { designDigest } from "#lib/deployments/commands.ts";
import { type DeploymentOverview, type GatewayUrls, localGatewayUrls } from "#lib/deployments/deployment.ts";
import { getDeploymentOverview, getPublicUrls } from "#lib/deployments/repository.ts";
import { settingsOfDesign } from "#lib/documentation/consumer-settings.ts";
import type { Outcome } from "#lib/kernel/outcome.ts";
import type { LifecycleEntry } from "#lib/lifecycle/history.ts";
import { listHistory } from "#lib/lifecycle/repository.ts";
import type { MessageName } from "#lib/messages/apply-message.ts";
import type { MessagePage } from "#lib/messages/read-message.ts";
import type { TopicMessage } from "#lib/messages/topic-messages.ts";
import { listSecretFacts } from "#lib/secrets/repository.ts";
import type { SecretFacts } from "#lib/secrets/secret.ts";
import { countSubscriptions, listCarriable } from "#lib/subscriptions/repository.ts";
import type { Carriable, SubscriptionCounts } from "#lib/subscriptions/subscriber.ts";
import { getDb } from "./db.ts";
import { getSettings } from "./env.ts";
import { shelfOf } from "./reading-shelf.ts";
import { requirePermission, requirePerson } from "./session.ts";
import { whyUnreadable } from "./unreadable.ts";

export function loadIsEvaluation(): boolean {
  return getSettings().SLUICE_MODE === "evaluation";
}

/** Public URLs of the gateway without a path: as the administrator set them, or the local ports. */
export const loadGatewayUrls = cache(
  async (): Promise<GatewayUrls> => getPublicUrls(getDb(), localGatewayUrls(getSettings())),
);

export async function loadApiPage(query: ApiQuery): Promise<ApiPage> {
  await requirePermission("api:view");
  return listApis(getDb(), query);
}

/** An API, or the not-found page. */
export const loadApi = cache(async (apiId: string): Promise<Api> => {
  await requirePermission("api:view");
  return (await findApi(getDb(), apiId)) ?? notFound();
});

/** The document an API was imported from, as it came; null where none is kept beside the definition. */
export async function loadOriginal(apiId: string): Promise<string | null> {
  await loadApi(apiId);
  return findOriginalDefinition(getDb(), apiId);
}

/** Topics, policies and findings of an API's definition. */
export const loadDefinition = cache(async (apiId: string): Promise<DefinitionFacts> => {
  const { id } = await requirePermission("api:view");
  const api = await loadApi(apiId);
  return readFacts(api.definition, id, shelfOf(apiId, "design"));
});

/** Messages of the topics, by the key of their channel; none where they cannot be read. */
export async function loadTopicMessages(apiId: string): Promise<Record<string, readonly TopicMessage[]>> {
  const { id } = await requirePermission("api:view");
  const { definition } = await loadApi(apiId);
  const messages = await readTopicMessages(definition, id);
  return messages.ok ? messages.value : {};
}

/** One message of a topic as its form edits it; a new one where its key is null. Refusals as of `readMessage`. */
export async function loadMessage(apiId: string, name: MessageName): Promise<Outcome<MessagePage>> {
  const { id } = await requirePermission("api:view");
  const { definition } = await loadApi(apiId);
  return readMessage({ text: definition, ...name }, id);
}

/** What the console of an API offers. Refusals as of `readConsole`. */
export async function loadCatalogue(apiId: string): Promise<Outcome<Catalogue>> {
  const { id } = await requirePermission("api:test");
  const { definition } = await loadApi(apiId);
  return readConsole(definition, id);
}

/** What is known of the secrets of an API: for where each was entered, never what it is. */
export async function loadSecretFacts(apiId: string): Promise<ReadonlyMap<string, SecretFacts>> {
  await loadApi(apiId);
  return listSecretFacts(getDb(), apiId);
}

export const loadDeployments = cache(async (apiId: string): Promise<DeploymentOverview> => {
  const api = await loadApi(apiId);
  return getDeploymentOverview(getDb(), {
    apiId,
    digest: designDigest(designOf(api)),
    localUrls: localGatewayUrls(getSettings()),
    now: new Date(),
  });
});

/** How many applications have subscribed to an API, and how many of them wait for approval. */
export const loadSubscriptionCounts = cache(async (apiId: string): Promise<SubscriptionCounts> => {
  await loadApi(apiId);
  return countSubscriptions(getDb(), apiId);
});

/** The versions whose subscriptions publishing this one may carry over. */
export const loadCarriable = cache(async (apiId: string): Promise<readonly Carriable[]> => {
  await loadApi(apiId);
  return listCarriable(getDb(), apiId);
});

/** What readers are told of a deprecated API, and what may replace it. */
export async function loadDeprecation(apiId: string) {
  await loadApi(apiId);
  const [deprecation, choices] = await Promise.all([
    findDeprecation(getDb(), apiId, await requirePerson()),
    listSuccessorChoices(getDb(), apiId),
  ]);
  return { deprecation, choices };
}

export async function loadHistory(apiId: string): Promise<readonly LifecycleEntry[]> {
  await loadApi(apiId);
  return listHistory(getDb(), apiId);
}

/** What the document of a consumer takes from the API's own settings. */
export const loadConsumerSettings = cache(async (apiId: string): Promise<ConsumerSettings> => {
  const api = await loadApi(apiId);
  const { environments } = await loadDeployments(apiId);
  return settingsOfDesign(api, environments);
});

/** A document as it opens; the consumer's has gateway servers, no backend address, no URL mapping. Only the consumer's, which has most readers, is kept beyond the process. */
export const loadOpening = cache(
  async (apiId: string, of: DocumentOf): Promise<Outcome<DocumentOpening>> =>
    ofDocument(apiId, of, (input, person) =>
      openDocument(input, person, of === "consumer" ? shelfOf(apiId, "design") : undefined),
    ),
);

/** The consumer's document as a text. */
export async function loadConsumerText(apiId: string, format: "yaml" | "json"): Promise<Outcome<string>> {
  const settings = await loadConsumerSettings(apiId);
  return ofReadable(apiId, (text, person) => writeConsumer({ text, settings, format }, person));
}

/** Parts of a document that its opening has not, as JSON. */
export async function loadParts(
  apiId: string,
  of: DocumentOf,
  ids: readonly string[],
): Promise<Outcome<string>> {
  return ofDocument(apiId, of, (input, person) => readParts({ ...input, ids }, person));
}

/** The index of the search in a document, as JSON. */
export async function loadSearch(apiId: string, of: DocumentOf): Promise<Outcome<string>> {
  return ofDocument(apiId, of, readSearch);
}

/** A document as a file to read. */
export async function loadWrittenDocument(
  apiId: string,
  { of, format }: { of: DocumentOf; format: "html" | "md" },
): Promise<Outcome<string>> {
  return ofDocument(apiId, of, (input, person) => writeDocument({ ...input, format }, person));
}

/** The design as JSON. */
export async function loadDesignJson(apiId: string): Promise<Outcome<string>> {
  return ofReadable(apiId, writeJson);
}

type DocumentInput = { readonly text: string; readonly settings: ConsumerSettings | null };

async function ofDocument<Value>(
  apiId: string,
  of: DocumentOf,
  ask: (input: DocumentInput, person: string) => Promise<Outcome<Value>>,
): Promise<Outcome<Value>> {
  const settings = of === "design" ? null : await loadConsumerSettings(apiId);
  return ofReadable(apiId, (text, person) => ask({ text, settings }, person));
}

/** Refusals, beside those of the work itself: those of `whyUnreadable`. */
async function ofReadable<Value>(
  apiId: string,
  ask: (text: string, person: string) => Promise<Outcome<Value>>,
): Promise<Outcome<Value>> {
  const { id } = await requirePermission("api:view");
  const [api, facts] = await Promise.all([loadApi(apiId), loadDefinition(apiId)]);
  return facts.isReadable ? ask(api.definition, id) : whyUnreadable(facts);
}
