// What the pages of the developer portal read: published APIs that the person who looks may find, whoever that is.
import "server-only";
import { notFound } from "next/navigation";
import { cache } from "react";
import { nameWithTeam } from "#lib/applications/application.ts";
import { listApplications } from "#lib/applications/repository.ts";
import type { ConsumerSettings } from "#lib/asyncapi/consumer-view.ts";
import type { CataloguePage, CatalogueQuery } from "#lib/catalogue/entry.ts";
import { findCataloguePage, findPublished, type PublishedApi } from "#lib/catalogue/repository.ts";
import type { Catalogue } from "#lib/console/catalogue.ts";
import { type HourKeyOffer, hourKeyOf } from "#lib/credentials/api-keys/sample-key.ts";
import {
  openDocument,
  readConsole,
  readParts,
  readSearch,
  writeConsumer,
  writeDocument,
} from "#lib/definition-work/commands.ts";
import type { DocumentOpening } from "#lib/definition-work/jobs.ts";
import { settingsOfPublished } from "#lib/documentation/consumer-settings.ts";
import { can } from "#lib/identity/role.ts";
import type { Outcome } from "#lib/kernel/outcome.ts";
import type { Plan } from "#lib/plans/plan.ts";
import { listOfferedPlans } from "#lib/plans/repository.ts";
import { listOwnSubscriptionsTo } from "#lib/subscriptions/repository.ts";
import { getDb } from "./db.ts";
import { loadGatewayUrls } from "./loaders.ts";
import { shelfOf } from "./reading-shelf.ts";
import { findPerson } from "./session.ts";

/** Readers who are not signed in share one place among those who wait for work on definitions. */
const visitor = "visitor";

export async function loadCataloguePage(
  query: CatalogueQuery,
): Promise<CataloguePage & { readonly tags: readonly string[] }> {
  return findCataloguePage(getDb(), query, await findPerson());
}

/** A published API, or the not-found page: for one that is hidden as for one that never was. */
export const loadPublished = cache(async (apiId: string): Promise<PublishedApi> => {
  return (await findPublished(getDb(), apiId, await findPerson())) ?? notFound();
});

export async function loadOfferedPlans(apiId: string): Promise<readonly Plan[]> {
  await loadPublished(apiId);
  return listOfferedPlans(getDb(), apiId);
}

/** Which key of an hour the reader can have filled into the samples of a published API. */
export async function loadHourKey(apiId: string): Promise<HourKeyOffer> {
  const [{ design }, person] = await Promise.all([loadPublished(apiId), findPerson()]);
  if (person === null) return { kind: "signIn" };
  if (!can(person, "application:own")) return { kind: "noApplications" };
  const [applications, subscriptions] = await Promise.all([
    listApplications(getDb(), person.id),
    listOwnSubscriptionsTo(getDb(), { apiId, personId: person.id }),
  ]);
  return hourKeyOf({
    hasSandbox: design.sandboxEndpoint !== "",
    applications: applications.map(({ id, ...named }) => ({ id, name: nameWithTeam(named) })),
    subscriptions,
  });
}

const loadSettings = cache(async (apiId: string): Promise<ConsumerSettings> => {
  const [api, urls] = await Promise.all([loadPublished(apiId), loadGatewayUrls()]);
  return settingsOfPublished(api, urls);
});

type OfConsumer = { readonly text: string; readonly settings: ConsumerSettings };

async function ofPublished<Value>(
  apiId: string,
  ask: (of: OfConsumer, person: string) => Promise<Outcome<Value>>,
): Promise<Outcome<Value>> {
  const [{ design }, settings, viewer] = await Promise.all([
    loadPublished(apiId),
    loadSettings(apiId),
    findPerson(),
  ]);
  return ask({ text: design.definition, settings }, viewer?.id ?? visitor);
}

/** The documentation as it opens. */
export function loadPublishedOpening(apiId: string): Promise<Outcome<DocumentOpening>> {
  return ofPublished(apiId, (of, person) => openDocument(of, person, shelfOf(apiId, "published")));
}

/** Parts of it that its opening has not, as JSON. */
export function loadPublishedParts(apiId: string, ids: readonly string[]): Promise<Outcome<string>> {
  return ofPublished(apiId, (of, person) => readParts({ ...of, ids }, person));
}

/** The index of its search, as JSON. */
export function loadPublishedSearch(apiId: string): Promise<Outcome<string>> {
  return ofPublished(apiId, readSearch);
}

/** The document as a file. */
export function loadPublishedFile(
  apiId: string,
  format: "yaml" | "json" | "html" | "md",
): Promise<Outcome<string>> {
  return ofPublished(apiId, (of, person) =>
    format === "yaml" || format === "json"
      ? writeConsumer({ ...of, format }, person)
      : writeDocument({ ...of, format }, person),
  );
}

/** Topics and messages, as a console offers them. */
export function loadPublishedCatalogue(apiId: string): Promise<Outcome<Catalogue>> {
  return ofPublished(apiId, ({ text }, person) => readConsole(text, person));
}
