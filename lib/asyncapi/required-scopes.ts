// The scopes that a direction of a channel requires, as `x-scopes` says it: on its operations or their traits, else on
// the channel for both.
import { z } from "zod";
import type { ChannelModel, OperationModel } from "./channel-model.ts";
import { SCOPES } from "./gateway-extensions.ts";
import type { JsonObject } from "./json-value.ts";

/** What stands for a list that is none: no scope has such a name, so that nothing is open by mistake. */
export const UNREADABLE = "";

const scopesSchema = z.array(z.string()).max(50);

/** All that a direction names, in the document's words of it: having one of them is enough. */
export function requiredFor(
  { value, operations }: Pick<ChannelModel, "value" | "operations">,
  action: OperationModel["action"],
): string[] {
  const own = operations.filter((one) => one.action === action).flatMap(scopesOf);
  return [...new Set(own.length > 0 ? own : namedScopes(value))];
}

/** What one operation names: its own list, else that of its last trait that has one (AsyncAPI 3.0.0, Traits Merge Mechanism). */
export function scopesOf({ value, traits }: Pick<OperationModel, "value" | "traits">): string[] {
  return namedScopes([...traits, value].findLast((one) => one[SCOPES] !== undefined) ?? value);
}

/** The names that a channel or an operation has of its own. */
export function namedScopes(holder: JsonObject): string[] {
  const value = holder[SCOPES];
  if (value === undefined || value === null) return [];
  return scopesSchema.safeParse(value).data ?? [UNREADABLE];
}
