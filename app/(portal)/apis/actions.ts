"use server";
// Actions that several pages share: testing an endpoint, and asking whether the gateways serve a deployment yet.

import { z } from "zod";
import { action } from "#app/_server/action.ts";
import { countEndpointTest, endpointTestWait } from "#app/_server/endpoint-test-limiter.ts";
import { getRequestEgress } from "#app/_server/env.ts";
import { countServing } from "#lib/deployments/repository.ts";
import { probeEndpoint } from "#lib/endpoints/commands.ts";
import { endpointSchema } from "#lib/endpoints/endpoint-url.ts";
import { done, refuse } from "#lib/kernel/outcome.ts";

export const testEndpoint = action(
  "api:describe",
  z.object({ url: endpointSchema.refine((url) => url !== "", "Enter an endpoint to test") }),
  async (context, { url }) => {
    const waitMs = await countEndpointTest(context.actor.id);
    if (waitMs > 0) return refuse("too_many_tests", endpointTestWait(waitMs));
    return done(await probeEndpoint(url, getRequestEgress()));
  },
);

export const servingStatus = action(
  "api:view",
  z.object({ apiId: z.string().max(64), routingRevision: z.int().min(0) }),
  async (context, input) => done(await countServing(context.db, { ...input, now: context.now() })),
);
