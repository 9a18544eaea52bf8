// Test keys: short-lived credentials for one API, for the people who design and publish it.
import { z } from "zod";

/** How long a test key is valid. */
export const testKeyLifetimeMs = 60 * 60_000;

export const createTestKeySchema = z.object({
  apiId: z.string().min(1).max(64),
  environment: z.enum(["production", "sandbox"]),
});
