// Tests the backends of an API as its gateways dial them: with its credentials, its certificates and its times. A gateway
// makes the test; the portal asks for it and waits.
import { setTimeout as delay } from "node:timers/promises";
import { apiGone } from "#lib/apis/gone-or-stale.ts";
import { findApi } from "#lib/apis/repository.ts";
import { readFacts } from "#lib/definition-work/commands.ts";
import type { EndpointProbe } from "#lib/endpoints/endpoint-probe.ts";
import { maskEndpoint, mergeEndpoint } from "#lib/endpoints/endpoint-settings.ts";
import { isAnyGatewayAlive } from "#lib/gateways/repository.ts";
import type { CommandContext } from "#lib/kernel/command-context.ts";
import { done, type Outcome, refuse } from "#lib/kernel/outcome.ts";
import { resolveBackendUrl } from "#lib/routes/backend-url.ts";
import { compilePool, secretIdsOf } from "#lib/routes/endpoint-pool.ts";
import { sealPassing } from "#lib/secrets/commands.ts";
import { listSealedSecrets, listSecretFacts } from "#lib/secrets/repository.ts";
import { boundMessage, isBoundTo } from "#lib/secrets/secret.ts";
import { examplePath, exampleValues } from "#lib/topics/example-values.ts";
import { MAX_TESTED_TOPICS, type TestOfApi, type TopicTest } from "./endpoint-test.ts";
import { type EndpointTestRequest, endpointTestAnswerSchema, longestTestMs } from "./test-request.ts";

/** Who asks for a test, and in which mode the portal runs. */
export type AskContext = CommandContext & Pick<EndpointTestRequest, "isProduction">;

/** What a test sends and trusts beyond the address. */
type Dial = Omit<EndpointTestRequest, "urls" | "isProduction">;

const plainDial: Dial = {
  apiId: "",
  timeoutMs: 5_000,
  headers: [],
  tls: { ca: "", cert: "", serverName: "", key: "" },
};

const locked = refuse(
  "secrets_locked",
  "A stored secret does not open with this SLUICE_SECRETS_KEY: enter it again.",
);

const pollEveryMs = 100;

/** Dials a URL of an API that does not exist yet: with nothing but the address. */
export function testEndpoint(
  context: AskContext,
  { url }: { readonly url: string },
): Promise<Outcome<EndpointProbe>> {
  return probeOne(context, url, plainDial);
}

/**
 * Dials one URL with what the endpoint has. Refusals: `secret_bound` where a secret was entered for another origin than the
 * URL's (it is never sent there), `secrets_locked` where one does not open, `no_gateway` and `gateway_silent` where there is
 * nobody to dial.
 */
export async function testEndpointOf(context: AskContext, input: TestOfApi): Promise<Outcome<EndpointProbe>> {
  const dial = await dialOf(context, input);
  return dial.ok ? probeOne(context, input.url, dial.value) : dial;
}

async function probeOne(context: AskContext, url: string, dial: Dial): Promise<Outcome<EndpointProbe>> {
  const probed = await askGateway(context, { ...dial, urls: [url] });
  if (!probed.ok) return probed;
  const [probe] = probed.value;
  return probe ? done(probe) : silent;
}

/** What is dialled for each topic: its parameters are filled in by examples. */
export type PlannedTest = Pick<TopicTest, "address" | "url">;

/** The tests of an API's topics, to be counted before they are made. */
export async function planTopicTests(
  { db, actor }: CommandContext,
  { apiId }: { readonly apiId: string },
): Promise<Outcome<readonly PlannedTest[]>> {
  const api = await findApi(db, apiId);
  if (!api) return apiGone;
  const { topics } = await readFacts(api.definition, actor.id);
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
  context: AskContext,
  { apiId, planned }: { readonly apiId: string; readonly planned: readonly PlannedTest[] },
): Promise<Outcome<readonly TopicTest[]>> {
  const api = await findApi(context.db, apiId);
  if (!api) return apiGone;
  const dial = await dialOf(context, { apiId, environment: "production", url: api.productionEndpoint });
  if (!dial.ok) return dial;
  const urls = planned.flatMap(({ url }) => url ?? []);
  const probed = urls.length === 0 ? done([]) : await askGateway(context, { ...dial.value, urls });
  if (!probed.ok) return probed;
  const probes = probed.value.values();
  return done(
    planned.map(({ address, url }) => {
      return { address, url, probe: url === null ? null : (probes.next().value ?? null) };
    }),
  );
}

async function dialOf(
  context: CommandContext,
  { apiId, environment, url, settings }: TestOfApi,
): Promise<Outcome<Dial>> {
  const { db, newId } = context;
  const api = await findApi(db, apiId);
  if (!api) return apiGone;
  const stored = api.endpointOptions[environment];
  const facts = await listSecretFacts(db, apiId);
  const storedUrl = environment === "production" ? api.productionEndpoint : api.sandboxEndpoint;
  const merged = mergeEndpoint(settings ?? maskEndpoint(storedUrl, stored, facts), stored, { facts, newId });
  if (!merged.ok) return merged;
  const { options, added } = merged.value;
  const passing = await sealPassing(context, apiId, added);
  if (passing === null) return locked;
  const wanted = secretIdsOf(options);
  const secrets = new Map([...(await listSealedSecrets(db, apiId, wanted)), ...passing]);
  for (const id of wanted) {
    const origins = secrets.get(id)?.origins ?? [];
    if (!isBoundTo(origins, [url])) return refuse("secret_bound", boundMessage(origins));
  }
  const pool = compilePool(url, options, secrets);
  if (pool === null) return refuse("no_endpoint", "Enter an endpoint to test.");
  return done({ apiId, timeoutMs: pool.connectTimeoutMs, headers: pool.headers, tls: pool.tls });
}

const silent = refuse(
  "gateway_silent",
  "No gateway has made the test in time: test again, and look at the gateway's log where that does not help.",
);

/** Has a gateway dial, and waits for what it says of each URL. */
async function askGateway(
  { db, actor, now, newId, isProduction }: AskContext,
  tested: Omit<EndpointTestRequest, "isProduction">,
): Promise<Outcome<readonly EndpointProbe[]>> {
  if (!(await isAnyGatewayAlive(db, now()))) {
    return refuse("no_gateway", "A gateway makes the test, and none is running: start one, then test again.");
  }
  const id = newId();
  const request: EndpointTestRequest = { ...tested, isProduction };
  const body = JSON.stringify(request);
  await db.endpointTest.create({
    data: { id, requestedBy: actor.username, requestedAt: now(), request: body },
  });
  try {
    const waitUntil = performance.now() + longestTestMs(request);
    while (performance.now() < waitUntil) {
      await delay(pollEveryMs);
      const row = await db.endpointTest.findUnique({ where: { id }, select: { answer: true } });
      if (row === null) return silent;
      if (row.answer === null) continue;
      const answer = endpointTestAnswerSchema.parse(JSON.parse(row.answer));
      return answer.kind === "locked" ? locked : done(answer.probes);
    }
    return silent;
  } finally {
    await db.endpointTest.deleteMany({ where: { id } });
  }
}
