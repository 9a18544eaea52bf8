"use server";
// Actions of an API's pages. Each names the permission, the schema and the command; nothing is decided here.

import { z } from "zod";
import { action } from "#app/_server/action.ts";
import { thenReadAhead } from "#app/_server/read-ahead.ts";
import { basicInfoSchema, businessInfoSchema, saveRuntimeSchema } from "#lib/apis/api-fields.ts";
import * as apis from "#lib/apis/commands.ts";
import * as messages from "#lib/apis/message-commands.ts";
import * as steps from "#lib/apis/step-commands.ts";
import { MAX_DEFINITION_BYTES, MAX_DEFINITION_SIZE } from "#lib/asyncapi/definition-size.ts";
import * as creation from "#lib/creation/commands.ts";
import * as credentials from "#lib/credentials/commands.ts";
import { createTestKeySchema } from "#lib/credentials/test-key.ts";
import { validateText } from "#lib/definition-work/commands.ts";
import * as deployments from "#lib/deployments/commands.ts";
import { endpointsSchema } from "#lib/endpoints/endpoint-settings.ts";
import { done } from "#lib/kernel/outcome.ts";
import * as lifecycle from "#lib/lifecycle/commands.ts";
import { changeLifecycleSchema } from "#lib/lifecycle/lifecycle.ts";
import { messageSchema } from "#lib/messages/message.ts";
import { topicsSchema } from "#lib/topics/topic.ts";

const apiId = z.string().min(1).max(64);
/** Which API, and the version of it that the person saw. */
const seenSchema = z.object({ apiId, etag: z.int().min(1) });
const definitionText = z
  .string()
  .max(MAX_DEFINITION_BYTES, `The definition is larger than ${MAX_DEFINITION_SIZE}. Shorten it.`);
const note = z
  .string()
  .trim()
  .max(255, "A note can have at most 255 characters")
  .refine((text) => !text.includes("\0"), "A note cannot contain NUL characters");

export const saveTopics = action(
  "api:design",
  seenSchema.extend({ topics: topicsSchema }),
  thenReadAhead("design", apis.saveTopics),
);

/** Key of a channel or of a message: a text of the person's document. */
const documentKey = z.string().max(4000);

export const saveMessage = action(
  "api:design",
  seenSchema.extend({ channelKey: documentKey, messageKey: documentKey.nullable(), message: messageSchema }),
  thenReadAhead("design", messages.saveMessage),
);

/** Which examples of a message do not fit, in words; nothing is saved. */
export const checkExamples = action(
  "api:view",
  z.object({ apiId, channelKey: documentKey, messageKey: documentKey.nullable(), message: messageSchema }),
  messages.checkExamples,
);

export const deleteMessage = action(
  "api:design",
  seenSchema.extend({ channelKey: documentKey, messageKey: documentKey }),
  thenReadAhead("design", messages.deleteMessage),
);

export const saveDefinition = action(
  "api:design",
  seenSchema.extend({ text: definitionText }),
  thenReadAhead("design", apis.saveDefinition),
);

/** Undo and redo of a save of the definition: from the text of one version of the API to that of another. */
export const stepDefinition = action(
  "api:design",
  seenSchema.extend({ from: z.int().min(1), to: z.int().min(1) }),
  thenReadAhead("design", steps.stepDefinition),
);

/** All that Sluice and the reference parser find in a text; nothing is saved. */
export const validateDefinition = action(
  "api:view",
  z.object({ text: definitionText }),
  ({ actor }, { text }) => validateText(text, actor.id),
);

export const saveBasicInfo = action(
  "api:describe",
  seenSchema.extend(basicInfoSchema.shape),
  thenReadAhead("design", apis.saveBasicInfo),
);

export const saveBusinessInfo = action(
  "api:describe",
  seenSchema.extend(businessInfoSchema.shape),
  apis.saveBusinessInfo,
);

export const saveEndpoints = action(
  "api:design",
  seenSchema.extend(endpointsSchema.shape),
  apis.saveEndpoints,
);

export const saveRuntime = action(
  "api:design",
  seenSchema.extend(saveRuntimeSchema.shape),
  thenReadAhead("design", apis.saveRuntime),
);

export const deploy = action(
  "api:deploy",
  seenSchema.extend({ note, environmentIds: z.array(z.string().max(64)).max(100) }),
  thenReadAhead("published", deployments.deployCurrent),
);

export const undeploy = action(
  "api:deploy",
  z.object({ apiId, environmentId: z.string().max(64) }),
  thenReadAhead("published", deployments.undeploy),
);

export const restoreRevision = action(
  "api:design",
  seenSchema.extend({ revisionId: z.string().max(64) }),
  thenReadAhead("design", deployments.restoreRevision),
);

export const changeLifecycle = action(
  "api:publish",
  changeLifecycleSchema,
  thenReadAhead("published", lifecycle.changeLifecycle),
);

export const deleteApi = action("api:design", z.object({ apiId }), creation.deleteApi);

export const createTestKey = action("api:test", createTestKeySchema, async (context, input) => {
  const issued = await credentials.createTestKey(context, input);
  if (!issued.ok) return issued;
  const { key, expiresAt, routingRevision } = issued.value;
  return done({ key, expiresAt: expiresAt.toISOString(), routingRevision });
});
