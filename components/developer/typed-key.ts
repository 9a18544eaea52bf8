// What is typed about a key, as its fields hold it: its name, and addresses and sites as lists in one line each. Pure.
import type { ApiKey, KeyRestrictions } from "#lib/credentials/api-keys/api-key.ts";
import type { Refusal } from "#lib/kernel/outcome.ts";

export type TypedKey = { readonly name: string; readonly addresses: string; readonly sites: string };

export const emptyKey: TypedKey = { name: "", addresses: "", sites: "" };

/** A key that there is, to be edited. */
export function typedOf({ name, restrictions }: Pick<ApiKey, "name" | "restrictions">): TypedKey {
  const { addresses, originRule } = restrictions;
  const sites = originRule.kind === "listed" ? originRule.origins : [];
  return { name, addresses: addresses.join(", "), sites: sites.join(", ") };
}

/** From where the key may be used; an empty list permits everything. */
export function restrictionsOf({ addresses, sites }: TypedKey): KeyRestrictions {
  const origins = listed(sites);
  return {
    addresses: listed(addresses),
    originRule: origins.length === 0 ? { kind: "any" } : { kind: "listed", origins },
  };
}

function listed(text: string): string[] {
  return text.split(/[\s,]+/).filter((part) => part !== "");
}

export type KeyProblems = { readonly [Field in keyof TypedKey]: string | undefined };

/** What is wrong at each field. */
export function keyProblems(refusal: Refusal | null): KeyProblems {
  return {
    name: problemAt(refusal, "name"),
    addresses: problemAt(refusal, "restrictions.addresses"),
    sites: problemAt(refusal, "restrictions.originRule"),
  };
}

/** What is wrong at a field, or within it. */
export function problemAt(refusal: Refusal | null, field: string): string | undefined {
  const entry = Object.entries(refusal?.fields ?? {}).find(
    ([name]) => name === field || name.startsWith(`${field}.`),
  );
  return entry?.[1][0];
}
