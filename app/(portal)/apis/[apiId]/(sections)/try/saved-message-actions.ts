"use server";
// Saved messages of the console. Whose a message is decides more than roles do: that is decided by what is called here.

import { action } from "#app/_server/action.ts";
import { done } from "#lib/kernel/outcome.ts";
import * as commands from "#lib/saved-messages/commands.ts";
import * as repository from "#lib/saved-messages/repository.ts";
import {
  changeSavedMessageSchema,
  keepMessageSchema,
  oneSavedMessageSchema,
  savedMessagesOfSchema,
} from "#lib/saved-messages/saved-message.ts";

export const listSavedMessages = action("api:view", savedMessagesOfSchema, async ({ db, actor }, { apiId }) =>
  done(await repository.listSavedMessages(db, { apiId, person: actor })),
);

export const loadSavedMessage = action("api:view", oneSavedMessageSchema, async ({ db, actor }, one) => {
  const found = await repository.findSavedMessage(db, { ...one, person: actor });
  return found ? done(found) : commands.messageGone;
});

export const keepMessage = action(["api:view", "api:test"], keepMessageSchema, commands.keepMessage);

export const changeSavedMessage = action(
  ["api:view", "api:test"],
  changeSavedMessageSchema,
  commands.changeSavedMessage,
);

export const deleteSavedMessage = action(
  ["api:view", "api:test"],
  oneSavedMessageSchema,
  commands.deleteSavedMessage,
);
