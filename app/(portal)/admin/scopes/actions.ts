"use server";
// What an admin does with scopes that all APIs share.

import { action } from "#app/_server/action.ts";
import * as scopes from "#lib/scopes/commands.ts";
import {
  createSharedScopeSchema,
  deleteSharedScopeSchema,
  updateSharedScopeSchema,
} from "#lib/scopes/scope.ts";

export const createSharedScope = action("scope:share", createSharedScopeSchema, scopes.createSharedScope);
export const updateSharedScope = action("scope:share", updateSharedScopeSchema, scopes.updateSharedScope);
export const deleteSharedScope = action("scope:share", deleteSharedScopeSchema, scopes.deleteSharedScope);
