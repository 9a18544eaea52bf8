// The key in the samples on an API's page: what may be filled in, and what is. In the page's memory alone.

import type { ServingStatus } from "#components/console/until-served.ts";
import type { Environment } from "#components/console/use-credential.ts";
import type { TestKey } from "#components/overview/try-it.tsx";
import type { Action } from "#components/ui/use-action.ts";
import type { HourKeyOffer } from "#lib/credentials/api-keys/sample-key.ts";

export type CreateSampleKey = Action<
  { apiId: string; applicationId: string; environment: Environment },
  TestKey
>;

export type FillInOffer = {
  readonly apiId: string;
  readonly hourKey: HourKeyOffer;
  readonly createKey: CreateSampleKey;
  readonly servingStatus: ServingStatus;
};

export type FilledKey = {
  readonly key: string;
  /** "a key for an hour of Shop, ends 14:05" */
  readonly what: string;
};
