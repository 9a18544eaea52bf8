"use server";
// Actions of the forms that create an API: from nothing, or from a document that is imported.

import { z } from "zod";
import { action } from "#app/_server/action.ts";
import { countDial, fetchWait } from "#app/_server/dial-limiter.ts";
import { getSettings } from "#app/_server/env.ts";
import { readAhead } from "#app/_server/read-ahead.ts";
import { createAndPublishSchema, createApiSchema } from "#lib/apis/api-fields.ts";
import { basePathOf } from "#lib/apis/base-path.ts";
import { findIdentityConflicts } from "#lib/apis/repository.ts";
import * as creation from "#lib/creation/commands.ts";
import { type Imported, importedFrom } from "#lib/creation/imported.ts";
import { createEgressPolicy, type JudgeEgress } from "#lib/egress/egress-policy.ts";
import * as imports from "#lib/imports/commands.ts";
import * as fetching from "#lib/imports/fetching/commands.ts";
import { type ImportSource, importSourceSchema, referencesSchema } from "#lib/imports/import-source.ts";
import { importViewOf } from "#lib/imports/import-view.ts";
import { bounded } from "#lib/kernel/bounded-text.ts";
import type { CommandContext } from "#lib/kernel/command-context.ts";
import { done, type Outcome, refuse } from "#lib/kernel/outcome.ts";

/** Chosen by the browser once per form, so that a retried request finds its first result. */
const operationKey = z.uuid();

const ofForm = { operationKey, source: importSourceSchema.optional() };

export const createApi = action(
  "api:design",
  createApiSchema.extend(ofForm),
  async (context, { operationKey: key, source: brought, ...input }) => {
    const created = await withImported(context, brought, (imported) =>
      creation.createApi(context, { input, operationKey: key, imported }),
    );
    if (created.ok) readAhead(created.value.apiId, "design");
    return created;
  },
);

export const createAndPublish = action(
  ["api:design", "api:deploy", "api:publish"],
  createAndPublishSchema.extend(ofForm),
  async (context, { operationKey: key, source: brought, ...input }) => {
    const created = await withImported(context, brought, (imported) =>
      creation.createAndPublish(context, { input, operationKey: key, imported }),
    );
    if (created.ok) {
      readAhead(created.value.apiId, "design");
      readAhead(created.value.apiId, "published");
    }
    return created;
  },
);

export const readImport = action("api:design", importSourceSchema, async (context, { text, isSwapped }) => {
  const read = await imports.readImport(text, { isSwapped }, context.actor.id);
  return read.ok ? done(importViewOf(read.value)) : read;
});

/** Fetches a document that is named by its address, for whoever may create an API of it. */
export const fetchDocument = action(
  "api:design",
  z.object({ url: bounded("Address", 2048) }),
  async ({ actor }, { url }) => {
    const waitMs = await countDial(actor.id);
    if (waitMs > 0) return refuse("too_many_fetches", fetchWait(waitMs));
    return fetching.fetchDocument(url, { judge: judgeOfFetches() });
  },
);

/** Includes in a document what it refers to by address: only where a person asks for it, and from the hosts they were shown. */
export const includeReferences = action("api:design", referencesSchema, async ({ actor }, input) => {
  const waitMs = await countDial(actor.id);
  if (waitMs > 0) return refuse("too_many_fetches", fetchWait(waitMs));
  return imports.fetchReferences(input, judgeOfFetches(), actor.id);
});

function judgeOfFetches(): JudgeEgress {
  const { EGRESS_DENY: deny, EGRESS_ALLOW: allow } = getSettings();
  // Evaluation mode runs on machines with other people's services too.
  return createEgressPolicy({ deny, allow, purpose: "requests", isProduction: true });
}

/** What the browser shows of an import counts for nothing: only the document does. */
async function withImported<Value>(
  { actor }: CommandContext,
  brought: ImportSource | undefined,
  create: (imported: Imported | undefined) => Promise<Outcome<Value>>,
): Promise<Outcome<Value>> {
  if (brought === undefined) return create(undefined);
  const read = await imports.readImport(brought.text, { isSwapped: brought.isSwapped }, actor.id);
  if (!read.ok) return read;
  const imported = importedFrom(read.value);
  if (!imported.ok) return imported;
  const created = await create(imported.value);
  // The form has no field for the text: what is wrong with it is told beside the buttons.
  return created.ok || created.code !== "definition_invalid"
    ? created
    : { ...created, fields: { form: created.fields?.text ?? [] } };
}

export const checkAvailability = action(
  "api:design",
  createApiSchema.pick({ name: true, version: true, context: true }),
  async (context, input) => {
    const basePath = basePathOf(input.context, input.version);
    const conflicts = await findIdentityConflicts(context.db, { ...input, basePath });
    return Object.keys(conflicts).length === 0 ? done(null) : creation.conflictRefusal(conflicts);
  },
);
