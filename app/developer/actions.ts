"use server";
// What consumers do in the developer portal: their applications, subscriptions and keys.

import { action } from "#app/_server/action.ts";
import { getIssuer } from "#app/_server/oauth-endpoint.ts";
import * as schemas from "#lib/applications/application.ts";
import * as applications from "#lib/applications/commands.ts";
import * as keySchemas from "#lib/credentials/api-keys/api-key.ts";
import * as keys from "#lib/credentials/api-keys/commands.ts";
import * as clients from "#lib/credentials/oauth-clients/commands.ts";
import * as clientSchemas from "#lib/credentials/oauth-clients/oauth-client.ts";
import { issueOwnTicket } from "#lib/credentials/tickets/commands.ts";
import * as identities from "#lib/issuers/identities/commands.ts";
import { identitySchema, setIdentitySchema } from "#lib/issuers/issuer.ts";
import { startUsingApi } from "#lib/onboarding/commands.ts";
import { useApiSchema } from "#lib/onboarding/onboarding.ts";
import * as subscriptions from "#lib/subscriptions/commands.ts";
import { subscribeSchema, unsubscribeSchema } from "#lib/subscriptions/subscription.ts";
import { transferApplicationSchema } from "#lib/teams/team.ts";
import * as transfer from "#lib/teams/transfer/commands.ts";

const own = "application:own";

export const createApplication = action(own, schemas.createApplicationSchema, applications.createApplication);
export const updateApplication = action(own, schemas.updateApplicationSchema, applications.updateApplication);
export const deleteApplication = action(own, schemas.deleteApplicationSchema, applications.deleteApplication);
export const transferApplication = action(own, transferApplicationSchema, transfer.transferApplication);

export const subscribe = action(own, subscribeSchema, async (context, input) =>
  subscriptions.subscribe(context, input, context.actor),
);
export const unsubscribe = action(own, unsubscribeSchema, subscriptions.unsubscribe);

export const createKey = action(own, keySchemas.createKeySchema, keys.createKey);
export const changeKey = action(own, keySchemas.changeKeySchema, keys.changeKey);
export const rotateKey = action(own, keySchemas.rotateKeySchema, keys.rotateKey);
export const revokeKey = action(own, keySchemas.revokeKeySchema, keys.revokeKey);

/** A ticket of a key of the person's own, for one connection. */
export const createTicket = action(own, keySchemas.revokeKeySchema, async (context, { keyId }) =>
  issueOwnTicket({ ...context, issuer: getIssuer() }, { keyId, personId: context.actor.id }),
);

export const createClient = action(own, clientSchemas.createClientSchema, clients.createClient);
export const setTokenLifetime = action(own, clientSchemas.setTokenLifetimeSchema, clients.setTokenLifetime);
export const rotateSecret = action(own, clientSchemas.rotateSecretSchema, clients.rotateSecret);
export const revokeSecret = action(own, clientSchemas.revokeSecretSchema, clients.revokeSecret);
export const revokeClient = action(own, clientSchemas.revokeClientSchema, clients.revokeClient);

export const setIdentity = action(own, setIdentitySchema, identities.setIdentity);
export const takeIdentityAway = action(own, identitySchema, identities.takeIdentityAway);

export const useApi = action(own, useApiSchema, async (context, input) =>
  startUsingApi(context, input, context.actor),
);
