// What a person asks for who tests an endpoint of an API, and what a test of all topics found. Pure.
import { z } from "zod";
import type { EndpointProbe } from "#lib/endpoints/endpoint-probe.ts";
import { endpointSettingsSchema } from "#lib/endpoints/endpoint-settings.ts";
import { endpointSchema } from "#lib/endpoints/endpoint-url.ts";

export const testOfApiSchema = z.object({
  apiId: z.string().min(1).max(64),
  environment: z.enum(["production", "sandbox"]),
  url: endpointSchema.refine((url) => url !== "", "Enter an endpoint to test"),
  /** Times, credentials and certificates as the form has them; left out, the stored ones count. */
  settings: endpointSettingsSchema.optional(),
});

export type TestOfApi = z.output<typeof testOfApiSchema>;

export type TopicTest = {
  readonly address: string;
  /** Null where the topic's mapping gives no URL with example values. */
  readonly url: string | null;
  readonly probe: EndpointProbe | null;
};

/** Topics that are tested at most; more would be a load on the backend. */
export const MAX_TESTED_TOPICS = 20;
