// Traits folded into the object that names them (AsyncAPI 3.0, Traits Merge Mechanism): JSON Merge Patch (RFC 7396) in
// their order, and what the object says itself wins. Nothing is deleted by `null`: a schema may well mean it.

import { isJsonObject, type JsonObject, type JsonValue, memberOf } from "#lib/asyncapi/json-value.ts";
import { resolveObject, resolveValue } from "#lib/asyncapi/local-ref.ts";
import { affordable, type NodeBudget } from "#lib/asyncapi/node-budget.ts";
import { copyDigits } from "#lib/asyncapi/written-digits.ts";

/** Levels that are merged; below them the winner stands as it is. */
const MAX_DEPTH = 8;

/** The operation or message with its traits, as far as the budget goes. */
export function withTraits(root: JsonValue, target: JsonObject, budget: NodeBudget): JsonObject {
  if (!Array.isArray(target.traits)) return target;
  const traits = affordable(budget, target.traits).map((trait) => resolveObject(root, trait));
  return [...traits, target].reduce((base, patch) => patched(root, base, patch, { budget, depth: 0 }), {});
}

type Effort = { readonly budget: NodeBudget; readonly depth: number };

function patched(root: JsonValue, base: JsonObject, patch: JsonObject, effort: Effort): JsonObject {
  const members = new Map(Object.entries(base));
  for (const [name, value] of Object.entries(patch)) {
    if (!effort.budget.spend(1 / 8)) break;
    members.set(name, patchedMember(root, memberOf(base, name), value, effort));
  }
  const whole: JsonObject = Object.fromEntries(members);
  copyDigits(base, whole);
  copyDigits(patch, whole);
  return whole;
}

function patchedMember(
  root: JsonValue,
  base: JsonValue | undefined,
  patch: JsonValue,
  { budget, depth }: Effort,
): JsonValue {
  if (!isJsonObject(base) || !isJsonObject(patch) || depth >= MAX_DEPTH) return patch;
  const [under, over] = [resolveValue(root, base), resolveValue(root, patch)];
  if (!isJsonObject(under) || !isJsonObject(over)) return patch;
  return patched(root, under, over, { budget, depth: depth + 1 });
}
