"use server";
// What a consumer's console asks the server for: a key of an hour, whether the gateways know it, what became of an attempt.
// The samples on the API's page get their key here too.

import { z } from "zod";
import { action } from "#app/_server/action.ts";
import { findOnRecord } from "#app/_server/attempt-record.ts";
import { findPublished } from "#lib/catalogue/repository.ts";
import { createTryKeySchema } from "#lib/credentials/api-keys/api-key.ts";
import { createTryKey } from "#lib/credentials/api-keys/commands.ts";
import { countServing } from "#lib/deployments/repository.ts";
import { attemptSchema, onRecordSchema, told } from "#lib/gateways/connections/explain-attempt.ts";
import { listPast } from "#lib/gateways/connections/repository.ts";
import { done, refuse } from "#lib/kernel/outcome.ts";

const own = "application:own";

export const getTryKey = action(own, createTryKeySchema, async (context, input) => {
  const made = await createTryKey(context, input);
  if (!made.ok) return made;
  const { key, expiresAt, routingRevision } = made.value;
  return done({ key, expiresAt: expiresAt.toISOString(), routingRevision });
});

export const consumerServingStatus = action(
  own,
  z.object({ apiId: z.string().max(64), routingRevision: z.int().min(0) }),
  async (context, input) => done(await countServing(context.db, { ...input, now: context.now() })),
);

/** By the random name alone that the console gave to its attempt: other records are other people's. */
export const explainOwnAttempt = action(own, attemptSchema, async ({ db }, { apiId, attemptId }) => {
  if (attemptId === null)
    return refuse("nameless", "Subprotocols of your own alone carry no name that it could be found by.");
  const past = await listPast(db, {
    apiId,
    search: attemptId,
    code: null,
    by: null,
    cursor: null,
    limit: 5,
  });
  const found = past.entries.find(({ record }) => record.attemptId === attemptId);
  return done(found ? told(found, { isCertain: true, audience: "consumer" }) : null);
});

/** What the gateways have on record of a connection to an API that the person may find. */
export const lookUpOwnConnection = action(own, onRecordSchema, async ({ db, actor, now }, input) => {
  const api = await findPublished(db, input.apiId, actor);
  return done(api === null ? null : await findOnRecord(db, { ...input, now: now() }));
});
