"use server";
// What a creator does with the scopes of an API.

import { action } from "#app/_server/action.ts";
import * as scopes from "#lib/scopes/commands.ts";
import { createApiScopeSchema, deleteApiScopeSchema, updateApiScopeSchema } from "#lib/scopes/scope.ts";

export const createApiScope = action("api:design", createApiScopeSchema, scopes.createApiScope);
export const updateApiScope = action("api:design", updateApiScopeSchema, scopes.updateApiScope);
export const deleteApiScope = action("api:design", deleteApiScopeSchema, scopes.deleteApiScope);
