// Writes of revisions and deployments. Each is one transaction with the routing feed (see lib/db/change.ts).
import { createHash } from "node:crypto";
import type { Api } from "#lib/apis/api.ts";
import { designOf } from "#lib/apis/api-row.ts";
import { type Design, designSchema, designText } from "#lib/apis/design.ts";
import { apiGone, staleOrGone } from "#lib/apis/gone-or-stale.ts";
import { findApi } from "#lib/apis/repository.ts";
import { noteText } from "#lib/apis/text-history/commands.ts";
import { checkReference } from "#lib/definition-work/checking-commands.ts";
import { readFacts, readTopicMessages } from "#lib/definition-work/commands.ts";
import {
  checkScopes,
  checkSecrets,
  compileRoute,
  refusalOf,
  routeStateOf,
  secretIdsIn,
} from "#lib/deployments/compile-route.ts";
import { liveText } from "#lib/deployments/live-text.ts";
import { type Change, change } from "#lib/feed/change.ts";
import { feedKey } from "#lib/feed/feed-key.ts";
import type { CommandContext } from "#lib/kernel/command-context.ts";
import { done, type Outcome, refuse } from "#lib/kernel/outcome.ts";
import { sealedRouteSchema } from "#lib/routes/route-record.ts";
import { listScopesOfApi } from "#lib/scopes/repository.ts";
import { deleteUnusedSecrets } from "#lib/secrets/commands.ts";
import { listSealedSecrets, listSecretFacts } from "#lib/secrets/repository.ts";

export type Deployed = {
  readonly revisionNumber: number;
  /** Routing revision a gateway has to serve for this deployment to be live there. */
  readonly routingRevision: number;
  /** True where the same design was live already: nothing was changed. */
  readonly isNoop: boolean;
};

/** Longest the notes of one revision get, all together, in characters. */
const MAX_REVISION_NOTES_LENGTH = 2000;

/** Hash by which two designs are told apart. */
export function designDigest(design: Design): string {
  return createHash("sha256").update(designText(design)).digest("hex");
}

/**
 * Deploys the design as it stands as a new revision; a design that equals the last revision's reuses it. `etag` is the
 * version the person saw: what somebody else saved since then does not go live unseen (`stale`).
 */
export async function deployCurrent(
  context: CommandContext,
  input: {
    readonly apiId: string;
    readonly etag: number;
    readonly note: string;
    readonly environmentIds: readonly string[];
  },
): Promise<Outcome<Deployed>> {
  const seen = await findApi(context.db, input.apiId);
  const deployable = seen ? await checkDeployable(context, seen.definition) : done(null);
  if (!deployable.ok) return deployable;
  return change(context.db, async (inside) => {
    const api = await findApi(inside.tx, input.apiId);
    if (!api) return apiGone;
    if (api.etag !== input.etag)
      return refuse(
        "stale",
        "Someone saved this API after you opened it: look at the latest version, then deploy it.",
      );
    return deployApi(context, inside, api, input);
  });
}

/**
 * Has the reference parser judge a text that is to go live. To be called before the transaction: what a deployment reads of the
 * text is read here and remembered, so that the write lock waits for no thread. Refusals: `definition_invalid`, and those of
 * `checkReference`.
 */
export async function checkDeployable(context: CommandContext, text: string): Promise<Outcome<null>> {
  await readFacts(text, context.actor.id);
  await readTopicMessages(text, context.actor.id);
  const verdict = await checkReference(text, context.actor.id);
  if (!verdict.ok) return verdict;
  const wrong = verdict.value.find(({ severity }) => severity === "error");
  return wrong === undefined ? done(null) : refusalOf(wrong);
}

/** A deployment inside a transaction that is already open, of a text that was found deployable (Create & Publish). */
export async function deployApi(
  context: CommandContext,
  inside: Change,
  api: Api,
  input: { readonly note: string; readonly environmentIds: readonly string[] },
): Promise<Outcome<Deployed>> {
  const environments = await chooseEnvironments(inside, input.environmentIds);
  if (environments.length === 0)
    return refuse("environment_missing", "Choose at least one gateway environment.", "environmentIds");
  const design = designOf(api);
  const digest = designDigest(design);
  const last = await inside.tx.revision.findFirst({ where: { apiId: api.id }, orderBy: { number: "desc" } });
  const number = last?.digest === digest ? last.number : (last?.number ?? 0) + 1;
  const facts = await readFacts(design.definition, context.actor.id);
  const scopes = await listScopesOfApi(inside.tx, api.id);
  const permitted = checkScopes(facts, new Set(scopes.map(({ name }) => name)));
  if (!permitted.ok) return permitted;
  const secrets = await listSealedSecrets(inside.tx, api.id, secretIdsIn(design));
  const route = compileRoute({ ...api, apiId: api.id }, design, facts, number, secrets);
  if (!route.ok) return route;
  const noted = last?.digest === digest ? await addNote(inside, last, input.note) : null;
  if (noted?.ok === false) return noted;
  const revisionId = noted?.value ?? (await addRevision(context, inside, api, design, number, input.note));
  const messages = await readTopicMessages(design.definition, context.actor.id);
  const searchText = liveText(api, facts.topics, messages.ok ? messages.value : {});
  let routingRevision = 0;
  let isNoop = true;
  for (const environmentId of environments) {
    const key = { apiId_environmentId: { apiId: api.id, environmentId } };
    const live = await inside.tx.deployment.findUnique({ where: key });
    if (live?.revisionId === revisionId) {
      routingRevision = Math.max(routingRevision, live.routingRevision);
      continue;
    }
    isNoop = false;
    routingRevision = await inside.publish(
      { kind: "route", id: api.id, record: route.value },
      { environmentId },
    );
    const fields = {
      revisionId,
      deployedBy: context.actor.username,
      deployedAt: context.now(),
      routingRevision,
      searchText,
    };
    await inside.tx.deployment.upsert({
      where: key,
      create: { apiId: api.id, environmentId, ...fields },
      update: fields,
    });
  }
  return done({ revisionNumber: number, routingRevision, isNoop });
}

/**
 * A note to a design that is a revision already belongs to that revision, beside what was noted there before, as long as
 * there is room; then it is refused (`note_full`) before anything is written, so that no note is lost unseen.
 */
async function addNote(
  inside: Change,
  { id, number, note: before }: { readonly id: string; readonly number: number; readonly note: string },
  note: string,
): Promise<Outcome<string>> {
  if (note === "" || `\n${before}\n`.includes(`\n${note}\n`)) return done(id);
  const longer = before === "" ? note : `${before}\n${note}`;
  if (longer.length > MAX_REVISION_NOTES_LENGTH)
    return refuse(
      "note_full",
      `The notes of revision ${number} have no room for this one: deploy with an empty note. The design is the same as revision ${number}.`,
      "note",
    );
  await inside.tx.revision.update({ where: { id }, data: { note: longer } });
  return done(id);
}

async function chooseEnvironments(inside: Change, wanted: readonly string[]): Promise<string[]> {
  const known = await inside.tx.environment.findMany({ orderBy: { position: "asc" }, select: { id: true } });
  if (wanted.length === 0) return known.slice(0, 1).map((environment) => environment.id);
  return known.map((environment) => environment.id).filter((id) => wanted.includes(id));
}

async function addRevision(
  context: CommandContext,
  inside: Change,
  api: Api,
  design: Design,
  number: number,
  note: string,
): Promise<string> {
  const id = context.newId();
  await inside.tx.revision.create({
    data: {
      id,
      apiId: api.id,
      number,
      note,
      snapshot: designText(design),
      digest: designDigest(design),
      createdBy: context.actor.username,
      createdAt: context.now(),
    },
  });
  return id;
}

/** Takes an API out of an environment; its live connections there are closed with 4404. */
export async function undeploy(
  context: CommandContext,
  input: { readonly apiId: string; readonly environmentId: string },
): Promise<Outcome<null>> {
  return change(context.db, async ({ tx, publish }) => {
    const gone = await tx.deployment.deleteMany({ where: input });
    if (gone.count > 0) {
      const { apiId, environmentId } = input;
      await publish({ kind: "route", id: apiId, record: null }, { environmentId });
    }
    return done(null);
  });
}

/**
 * Copies a revision's snapshot into the design. What is deployed stays as it is. A secret comes back with the backends
 * it was entered for, and with no others (`secret_bound`, `secret_gone`).
 */
export async function restoreRevision(
  context: CommandContext,
  input: { readonly apiId: string; readonly revisionId: string; readonly etag: number },
): Promise<Outcome<{ readonly etag: number }>> {
  return change(context.db, async ({ tx }) => {
    const revision = await tx.revision.findFirst({ where: { id: input.revisionId, apiId: input.apiId } });
    if (!revision) return refuse("not_found", "This revision no longer exists.");
    const design = designSchema.parse(JSON.parse(revision.snapshot));
    const fitting = checkSecrets(design, await listSecretFacts(tx, input.apiId));
    if (!fitting.ok) return fitting;
    const before = await findApi(tx, input.apiId);
    const etag = input.etag + 1;
    const saved = await tx.api.updateMany({
      where: { id: input.apiId, etag: input.etag },
      data: {
        definition: design.definition,
        productionEndpoint: design.productionEndpoint,
        sandboxEndpoint: design.sandboxEndpoint,
        endpointOptions: JSON.stringify({
          production: design.productionOptions,
          sandbox: design.sandboxOptions,
        }),
        security: JSON.stringify(design.security),
        limits: JSON.stringify(design.limits),
        passRules: JSON.stringify(design.passRules),
        etag,
        updatedAt: context.now(),
      },
    });
    if (saved.count === 0 || before === null) return staleOrGone(tx, input.apiId);
    await noteText(tx, before, { etag, text: design.definition, at: context.now() });
    await deleteUnusedSecrets(tx, input.apiId, secretIdsIn(design));
    return done({ etag });
  });
}

/** Publishes the state of a deployed API; what its deployed revisions do stays exactly as it was compiled. */
export async function republishState(inside: Change, api: Api): Promise<number> {
  const deployments = await inside.tx.deployment.findMany({
    where: { apiId: api.id },
    select: { environmentId: true },
  });
  let routingRevision = 0;
  for (const { environmentId } of deployments) {
    const key = feedKey({ kind: "route", id: api.id }, environmentId);
    const row = await inside.tx.routingEntry.findUniqueOrThrow({ where: { id: key } });
    const record = sealedRouteSchema.parse(JSON.parse(row.body ?? "null"));
    routingRevision = await inside.publish(
      { kind: "route", id: api.id, record: { ...record, state: routeStateOf(api.state) } },
      { environmentId },
    );
  }
  return routingRevision;
}
