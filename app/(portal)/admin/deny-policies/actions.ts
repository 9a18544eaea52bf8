"use server";
// What an admin does with deny policies.

import { action } from "#app/_server/action.ts";
import * as policies from "#lib/deny-policies/commands.ts";
import {
  createDenyPolicySchema,
  deleteDenyPolicySchema,
  switchDenyPolicySchema,
} from "#lib/deny-policies/deny-policy.ts";

export const createDenyPolicy = action("denyPolicy:edit", createDenyPolicySchema, policies.createDenyPolicy);
export const switchDenyPolicy = action("denyPolicy:edit", switchDenyPolicySchema, policies.switchDenyPolicy);
export const deleteDenyPolicy = action("denyPolicy:edit", deleteDenyPolicySchema, policies.deleteDenyPolicy);
