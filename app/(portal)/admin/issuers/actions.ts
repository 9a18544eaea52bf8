"use server";
// What an admin does with issuers. Discovery dials in the portal's name, so it counts as every fetch of a person does.

import { z } from "zod";
import { action } from "#app/_server/action.ts";
import { countDial, fetchWait } from "#app/_server/dial-limiter.ts";
import { getSettings } from "#app/_server/env.ts";
import { getIssuer } from "#app/_server/oauth-endpoint.ts";
import * as issuers from "#lib/issuers/commands.ts";
import {
  createIssuerSchema,
  issuerIdSchema,
  issuerUrlSchema,
  switchIssuerSchema,
  updateIssuerSchema,
} from "#lib/issuers/issuer.ts";
import { discoverKeys } from "#lib/issuers/refreshing/commands.ts";
import { done, refuse } from "#lib/kernel/outcome.ts";

const edit = "issuer:edit";

async function discover(personId: string, url: string) {
  const waitMs = await countDial(personId);
  return waitMs > 0 ? refuse("too_many_fetches", fetchWait(waitMs)) : discoverKeys(url, getSettings());
}

/** The ids of the keys that an issuer has now. */
export const testDiscovery = action(edit, z.object({ url: issuerUrlSchema }), async ({ actor }, { url }) => {
  const keys = await discover(actor.id, url);
  return keys.ok ? done(keys.value.map(({ kid }) => kid)) : keys;
});

export const createIssuer = action(edit, createIssuerSchema, async (context, input) => {
  const keys = await discover(context.actor.id, input.url);
  return keys.ok ? issuers.createIssuer(context, input, { ownIssuer: getIssuer(), keys: keys.value }) : keys;
});
export const updateIssuer = action(edit, updateIssuerSchema, issuers.updateIssuer);
export const switchIssuer = action(edit, switchIssuerSchema, issuers.switchIssuer);
export const deleteIssuer = action(edit, issuerIdSchema, issuers.deleteIssuer);
