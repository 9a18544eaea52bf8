"use server";
// Actions that several pages share: testing an endpoint, and asking whether the gateways serve a deployment yet.

import { z } from "zod";
import { action } from "#app/_server/action.ts";
import { countDial, endpointTestWait } from "#app/_server/dial-limiter.ts";
import { getSettings } from "#app/_server/env.ts";
import { countServing } from "#lib/deployments/repository.ts";
import * as tests from "#lib/endpoint-tests/commands.ts";
import { testOfApiSchema } from "#lib/endpoint-tests/endpoint-test.ts";
import { endpointSchema } from "#lib/endpoints/endpoint-url.ts";
import type { CommandContext } from "#lib/kernel/command-context.ts";
import { done, type Outcome, refuse } from "#lib/kernel/outcome.ts";

/** Counts a test against its person: every one of them dials. */
async function counted<Value>(
  { actor }: CommandContext,
  test: () => Promise<Outcome<Value>>,
  dials = 1,
): Promise<Outcome<Value>> {
  const waitMs = await countDial(actor.id, dials);
  return waitMs > 0 ? refuse("too_many_tests", endpointTestWait(waitMs)) : test();
}

function asking(context: CommandContext): tests.AskContext {
  return { ...context, isProduction: getSettings().SLUICE_MODE === "production" };
}

export const testEndpoint = action(
  "api:describe",
  z.object({ url: endpointSchema.refine((url) => url !== "", "Enter an endpoint to test") }),
  (context, { url }) => counted(context, () => tests.testEndpoint(asking(context), { url })),
);

// With secrets of the API: for those who may choose where they go anyway.
export const testEndpointOf = action("api:design", testOfApiSchema, (context, input) =>
  counted(context, () => tests.testEndpointOf(asking(context), input)),
);

export const testTopicsOf = action(
  "api:publish",
  z.object({ apiId: z.string().max(64) }),
  async (context, { apiId }) => {
    const planned = await tests.planTopicTests(context, { apiId });
    if (!planned.ok) return planned;
    const test = () => tests.testTopicsOf(asking(context), { apiId, planned: planned.value });
    return counted(context, test, Math.max(1, planned.value.length));
  },
);

export const servingStatus = action(
  "api:view",
  z.object({ apiId: z.string().max(64), routingRevision: z.int().min(0) }),
  async (context, input) => done(await countServing(context.db, { ...input, now: context.now() })),
);
