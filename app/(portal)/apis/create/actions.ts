"use server";
// Actions of the create form.

import { z } from "zod";
import { action } from "#app/_server/action.ts";
import { createAndPublishSchema, createApiSchema } from "#lib/apis/api-fields.ts";
import { basePathOf } from "#lib/apis/base-path.ts";
import { findIdentityConflicts } from "#lib/apis/repository.ts";
import * as creation from "#lib/creation/commands.ts";
import { done } from "#lib/kernel/outcome.ts";

/** Chosen by the browser once per form, so that a retried request finds its first result. */
const operationKey = z.uuid();

export const createApi = action(
  "api:design",
  createApiSchema.extend({ operationKey }),
  (context, { operationKey: key, ...input }) => creation.createApi(context, { input, operationKey: key }),
);

export const createAndPublish = action(
  ["api:design", "api:deploy", "api:publish"],
  createAndPublishSchema.extend({ operationKey }),
  (context, { operationKey: key, ...input }) =>
    creation.createAndPublish(context, { input, operationKey: key }),
);

export const checkAvailability = action(
  "api:design",
  createApiSchema.pick({ name: true, version: true, context: true }),
  async (context, input) => {
    const basePath = basePathOf(input.context, input.version);
    const conflicts = await findIdentityConflicts(context.db, { ...input, basePath });
    return Object.keys(conflicts).length === 0 ? done(null) : creation.conflictRefusal(conflicts);
  },
);
