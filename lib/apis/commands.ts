// Saves of an API's design and descriptions. Every save names the version (ETag) it started from; a stale one is
// refused and nobody's edit is lost.

import { checkSchema } from "#lib/definition-work/checking-commands.ts";
import { patchPolicies, patchTopics, readFacts, syncFields } from "#lib/definition-work/commands.ts";
import { checkBackendTls, publicKeyOf } from "#lib/endpoints/backend-tls.ts";
import {
  type EndpointSettings,
  type Endpoints,
  type MergedEndpoint,
  mergeEndpoint,
} from "#lib/endpoints/endpoint-settings.ts";
import type { CommandContext } from "#lib/kernel/command-context.ts";
import { done, type Outcome, type Refusal, refuse } from "#lib/kernel/outcome.ts";
import { secretIdsOf } from "#lib/routes/endpoint-pool.ts";
import type { EndpointEnvironment } from "#lib/routes/route-record.ts";
import { addSecrets, deleteUnusedSecrets } from "#lib/secrets/commands.ts";
import { listSecretFacts } from "#lib/secrets/repository.ts";
import type { SecretFacts } from "#lib/secrets/secret.ts";
import type { Topic } from "#lib/topics/topic.ts";
import type { Api } from "./api.ts";
import type { BasicInfo, BothEndpointOptions, BusinessInfo, Runtime, SaveRuntime } from "./api-fields.ts";
import { sortKeysOf } from "./api-order.ts";
import { searchTextOf } from "./api-row.ts";
import { isOpen } from "./lifecycle-state.ts";
import { type Columns, findSeen, type Save, type Saved, save } from "./save-commands.ts";

/** Patches the topics into the definition text; everything else in it stays byte for byte. */
export async function saveTopics(
  context: CommandContext,
  input: Save<{ readonly topics: readonly Topic[] }>,
): Promise<Outcome<Saved & { readonly topics: readonly Topic[] }>> {
  const seen = await findSeen(context, input);
  if (!seen.ok) return seen;
  const patched = await patchTopics(seen.value.definition, input.topics, context.actor.id);
  if (!patched.ok) return patched;
  const saved = await save(context, input, () => done({ definition: patched.value }));
  if (!saved.ok) return saved;
  const { topics } = await readFacts(patched.value, context.actor.id);
  return done({ etag: saved.value.etag, topics });
}

/**
 * Refuses a text with errors (`definition_invalid`, each with its line and column in the field `text`); warnings pass. Long
 * work: for outside of transactions.
 */
export async function checkDefinitionText(context: CommandContext, text: string): Promise<Outcome<null>> {
  const { diagnostics } = await readFacts(text, context.actor.id);
  const structural = diagnostics.filter((diagnostic) => diagnostic.severity === "error");
  const schema = structural.length > 0 ? done([]) : await checkSchema(text, context.actor.id);
  if (!schema.ok) return schema;
  const errors = [...structural, ...schema.value];
  if (errors.length === 0) return done(null);
  const lines = errors.slice(0, 20).map((error) => `${error.line}:${error.column} ${error.message}`);
  return {
    ok: false,
    code: "definition_invalid",
    message: "The definition has errors: mend them and save again.",
    fields: { text: lines },
  };
}

/** Saves the text that somebody edited. Errors in it are refused with their line; warnings are not. */
export async function saveDefinition(
  context: CommandContext,
  input: Save<{ readonly text: string }>,
): Promise<Outcome<Saved>> {
  return saveText(context, input, {});
}

/** A document that takes the place of an API's definition; its original is kept where it was converted. */
export type Replacement = {
  readonly definition: string;
  readonly original: string | null;
  readonly originalVersion: string | null;
};

/** Puts a document in the place of the definition, and its original in the place of an earlier one's. */
export async function replaceDefinition(
  context: CommandContext,
  input: Save<Replacement>,
): Promise<Outcome<Saved>> {
  const { definition: text, original: originalDefinition, originalVersion } = input;
  return saveText(context, { ...input, text }, { originalDefinition, originalVersion });
}

async function saveText(
  context: CommandContext,
  input: Save<{ readonly text: string }>,
  more: Columns,
): Promise<Outcome<Saved>> {
  const checked = await checkDefinitionText(context, input.text);
  if (!checked.ok) return checked;
  const seen = await findSeen(context, input);
  if (!seen.ok) return seen;
  const { name, version } = seen.value;
  const synced = await syncFields(input.text, { title: name, version }, context.actor.id);
  if (!synced.ok) return synced;
  return save(context, input, () => done({ ...more, definition: synced.value }));
}

export async function saveBasicInfo(
  context: CommandContext,
  input: Save<BasicInfo>,
): Promise<Outcome<Saved>> {
  return save(context, input, (api) => {
    const displayName = input.displayName || api.name;
    return done({
      displayName,
      description: input.description,
      tags: JSON.stringify(input.tags),
      searchText: searchTextOf({ ...api, displayName, tags: input.tags }),
      ...sortKeysOf({ ...api, displayName }),
    });
  });
}

export async function saveBusinessInfo(
  context: CommandContext,
  input: Save<BusinessInfo>,
): Promise<Outcome<Saved>> {
  const { businessOwner, businessOwnerEmail, technicalOwner, technicalOwnerEmail } = input;
  const business = JSON.stringify({ businessOwner, businessOwnerEmail, technicalOwner, technicalOwnerEmail });
  return save(context, input, () => done({ business }));
}

/**
 * Saves both endpoints; each secret is kept or replaced. Refusals, beside the usual ones: `endpoint_missing`,
 * `secret_gone`, `secret_bound`, `secrets_locked`, `tls_invalid`, each with its fields.
 */
export async function saveEndpoints(
  context: CommandContext,
  input: Save<Endpoints>,
): Promise<Outcome<Saved>> {
  return save(context, input, async (api, tx) => {
    if (api.etag !== input.etag) return done({}); // refused as stale by the write that follows
    if (input.production.backends.length === 0 && isOpen(api.state)) {
      const message = "A published API needs a production endpoint: enter a backend's URL.";
      return refuse("endpoint_missing", message, "production.backends");
    }
    const stored = { api, facts: await listSecretFacts(tx, api.id), newId: context.newId };
    const production = storableEndpoint("production", input.production, stored);
    const sandbox = storableEndpoint("sandbox", input.sandbox, stored);
    if (!production.ok) return production;
    if (!sandbox.ok) return sandbox;
    const options: BothEndpointOptions = {
      production: production.value.options,
      sandbox: sandbox.value.options,
    };
    const added = await addSecrets(context, tx, api.id, [...production.value.added, ...sandbox.value.added]);
    if (!added.ok) return added;
    await deleteUnusedSecrets(tx, api.id, Object.values(options).flatMap(secretIdsOf));
    return done({
      productionEndpoint: production.value.url || null,
      sandboxEndpoint: sandbox.value.url || null,
      endpointOptions: JSON.stringify(options),
      passRules: JSON.stringify({ ...api.passRules, ...input.handshake }),
    });
  });
}

type Stored = {
  readonly api: Api;
  readonly facts: ReadonlyMap<string, SecretFacts>;
  readonly newId: () => string;
};

function storableEndpoint(
  environment: EndpointEnvironment,
  settings: EndpointSettings,
  { api, ...known }: Stored,
): Outcome<MergedEndpoint> {
  const merged = mergeEndpoint(settings, api.endpointOptions[environment], known);
  if (!merged.ok) return within(environment, merged);
  const { ca, cert, keySecretId } = merged.value.options.tls;
  const added = merged.value.added.map((secret) =>
    secret.kind === "tls_key" ? { ...secret, publicKey: publicKeyOf(secret.value) } : secret,
  );
  const entered = added.find(({ id }) => id === keySecretId);
  const kept = { kind: "kept", publicKey: known.facts.get(keySecretId)?.publicKey ?? null } as const;
  const key = entered === undefined ? kept : ({ kind: "new", pem: entered.value } as const);
  const checked = checkBackendTls({ ca, cert, key: keySecretId === "" ? { kind: "none" } : key });
  return checked.ok ? done({ ...merged.value, added }) : within(`${environment}.tls`, checked);
}

/** The refusal with its fields named from the form's root. */
function within(path: string, refusal: Refusal): Refusal {
  const fields = Object.entries(refusal.fields ?? {}).map(([field, messages]) => [
    `${path}.${field}`,
    messages,
  ]);
  return { ...refusal, fields: Object.fromEntries(fields) };
}

/**
 * Saves the settings of all connections, and the policies of the named topics into the definition text. Refusals,
 * beside the usual ones: those of `applyTopicPolicies`.
 */
export async function saveRuntime(
  context: CommandContext,
  input: Save<Runtime & Partial<Omit<SaveRuntime, keyof Runtime>>>,
): Promise<Outcome<Saved>> {
  const seen = await findSeen(context, input);
  if (!seen.ok) return seen;
  const patched = await patchPolicies(seen.value.definition, input.topics ?? [], context.actor.id);
  if (!patched.ok) return patched;
  return save(context, input, ({ passRules }) =>
    done({
      security: JSON.stringify(input.security),
      limits: JSON.stringify(input.limits),
      passRules: JSON.stringify({
        ...passRules,
        enforcesTypes: input.enforcesTypes ?? passRules.enforcesTypes,
        enforcesHandshake: input.enforcesHandshake ?? passRules.enforcesHandshake,
        tellsThrottled: input.tellsThrottled ?? passRules.tellsThrottled,
      }),
      definition: patched.value,
    }),
  );
}
