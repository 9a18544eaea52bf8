// An API with limits of its own, for tests of limits on real processes.

import { defaultRuntime } from "#lib/apis/api-fields.ts";
import { saveRuntime } from "#lib/apis/commands.ts";
import { deployCurrent } from "#lib/deployments/commands.ts";
import { defaultTopicPolicy, type RateLimit, type RuntimeLimits } from "#lib/routes/limits.ts";
import { type GatewayFixture, type PublishedEcho, value } from "./gateway-fixture.ts";

type Limits = Partial<RuntimeLimits> & { readonly ofTopic?: readonly RateLimit[] };

/** A published echo with these limits, those of its one topic included; gateways that start afterwards know them. */
export async function limitedEcho(
  fixture: GatewayFixture,
  { ofTopic = [], ...limits }: Limits,
): Promise<PublishedEcho> {
  const echo = await fixture.publishedEcho();
  const { apiId } = echo;
  const saving = {
    apiId,
    etag: 1,
    security: defaultRuntime.security,
    limits: { ...defaultRuntime.limits, ...limits },
    topics: [{ address: "/*", policy: { ...defaultTopicPolicy, rateLimits: [...ofTopic] } }],
  };
  const { etag } = value(await saveRuntime(fixture.context, saving));
  value(await deployCurrent(fixture.context, { apiId, etag, note: "", environmentIds: [] }));
  return echo;
}
