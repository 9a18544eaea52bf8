// Tests the backends of an API as its gateways would dial them: with its credentials, its certificates and its times.
import { apiGone } from "#lib/apis/gone-or-stale.ts";
import { findApi } from "#lib/apis/repository.ts";
import { readFacts } from "#lib/definition-work/commands.ts";
import type { JudgeEgress } from "#lib/egress/egress-policy.ts";
import { type ProbeOptions, probeEndpoint } from "#lib/endpoints/commands.ts";
import type { EndpointProbe } from "#lib/endpoints/endpoint-probe.ts";
import { maskEndpoint, mergeEndpoint } from "#lib/endpoints/endpoint-settings.ts";
import type { CommandContext } from "#lib/kernel/command-context.ts";
import { done, type Outcome, refuse } from "#lib/kernel/outcome.ts";
import { resolveBackendUrl } from "#lib/routes/backend-url.ts";
import { openText, unwrapDataKey } from "#lib/secrets/envelope.ts";
import { listSealedSecrets, listSecretFacts } from "#lib/secrets/repository.ts";
import { bindingOf, boundMessage, isBoundTo, type SecretKind } from "#lib/secrets/secret.ts";
import { examplePath, exampleValues } from "#lib/topics/example-values.ts";
import { MAX_TESTED_TOPICS, type TestOfApi, type TopicTest } from "./endpoint-test.ts";

const atOnce = 4;

/**
 * Dials one URL with what the endpoint has. Refusals: `secret_bound` where a secret was entered for another origin than the
 * URL's (it is never sent there), `secret_gone`, `secrets_locked` where a stored secret does not open.
 */
export async function testEndpointOf(
  context: CommandContext,
  judge: JudgeEgress,
  input: TestOfApi,
): Promise<Outcome<EndpointProbe>> {
  const options = await probeOptionsOf(context, input);
  return options.ok ? done(await probeEndpoint(input.url, judge, options.value)) : options;
}

/** What is dialled for each topic: its parameters are filled in by examples. */
export type PlannedTest = Pick<TopicTest, "address" | "url">;

/** The tests of an API's topics, to be counted before they are made. */
export async function planTopicTests(
  { db }: CommandContext,
  { apiId }: { readonly apiId: string },
): Promise<Outcome<readonly PlannedTest[]>> {
  const api = await findApi(db, apiId);
  if (!api) return apiGone;
  const { topics } = await readFacts(api.definition);
  const planned = topics.slice(0, MAX_TESTED_TOPICS).map(({ address, uriMapping }) => {
    const request = {
      uriMapping,
      params: exampleValues(address),
      query: "",
      remainder: examplePath(address),
    };
    return { address, url: resolveBackendUrl({ endpoint: api.productionEndpoint, ...request }) };
  });
  return done(planned);
}

/** Dials what was planned, with what the production endpoint has stored. */
export async function testTopicsOf(
  context: CommandContext,
  judge: JudgeEgress,
  { apiId, planned }: { readonly apiId: string; readonly planned: readonly PlannedTest[] },
): Promise<Outcome<readonly TopicTest[]>> {
  const api = await findApi(context.db, apiId);
  if (!api) return apiGone;
  const options = await probeOptionsOf(context, {
    apiId,
    environment: "production",
    url: api.productionEndpoint,
  });
  if (!options.ok) return options;
  const tests: TopicTest[] = [];
  for (let start = 0; start < planned.length; start += atOnce) {
    const batch = planned.slice(start, start + atOnce).map(async ({ address, url }): Promise<TopicTest> => {
      return { address, url, probe: url === null ? null : await probeEndpoint(url, judge, options.value) };
    });
    tests.push(...(await Promise.all(batch)));
  }
  return done(tests);
}

async function probeOptionsOf(
  { db, keyring, newId }: CommandContext,
  { apiId, environment, url, settings }: TestOfApi,
): Promise<Outcome<ProbeOptions>> {
  const api = await findApi(db, apiId);
  if (!api) return apiGone;
  const stored = api.endpointOptions[environment];
  const facts = await listSecretFacts(db, apiId);
  const storedUrl = environment === "production" ? api.productionEndpoint : api.sandboxEndpoint;
  const merged = mergeEndpoint(settings ?? maskEndpoint(storedUrl, stored, facts), stored, { facts, newId });
  if (!merged.ok) return merged;
  const { options, added } = merged.value;
  const { keySecretId, ...trust } = options.tls;
  const wanted = [...options.headers.map(({ secretId }) => secretId), keySecretId].filter((id) => id !== "");
  const sealed = await listSealedSecrets(db, apiId, wanted);
  const values = new Map(added.map(({ id, value }) => [id, value]));
  for (const id of wanted) {
    const secret = sealed.get(id);
    const origins = secret?.origins ?? added.find((it) => it.id === id)?.origins ?? [];
    if (!isBoundTo(origins, [url])) return refuse("secret_bound", boundMessage(origins));
    if (secret === undefined) continue;
    const kind: SecretKind = id === keySecretId ? "tls_key" : "header";
    const dataKey = unwrapDataKey(secret.dataKey, keyring);
    const value = dataKey && openText(dataKey, secret.sealed, bindingOf(apiId, kind, secret));
    if (value === null) {
      return refuse(
        "secrets_locked",
        "A stored secret does not open with this SLUICE_SECRETS_KEY: enter it again.",
      );
    }
    values.set(id, value);
  }
  return done({
    timeoutMs: options.connectTimeoutMs,
    headers: options.headers.map(({ name, secretId }) => ({ name, value: values.get(secretId) ?? "" })),
    tls: { ...trust, key: values.get(keySecretId) ?? "" },
  });
}
