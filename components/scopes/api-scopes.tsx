"use client";
// The Scopes page of an API: makes, changes and deletes its own scopes, and shows the shared ones.
import { PageHeader } from "#components/ui/page-header.tsx";
import type { Action } from "#components/ui/use-action.ts";
import type { Scope } from "#lib/scopes/scope.ts";
import { ScopeDialog, type ScopeFields, type UpdateScope } from "./scope-dialog.tsx";
import { ScopeList } from "./scope-list.tsx";

type ApiScopesProps = {
  apiId: string;
  scopes: readonly Scope[];
  canDesign: boolean;
  create: Action<ScopeFields & { apiId: string }, { readonly scopeId: string }>;
  update: Action<Parameters<UpdateScope>[0] & { apiId: string }, null>;
  remove: Action<{ apiId: string; scopeId: string }, null>;
};

export function ApiScopes({ apiId, scopes, canDesign, create, update, remove }: ApiScopesProps) {
  return (
    <>
      <PageHeader
        title="Scopes"
        caption="What a client's key or token can need, beyond the subscription, to send or to receive on a topic. Choose scopes for a topic on the Topics page, then deploy."
        actions={
          canDesign ? <ScopeDialog save={{ create: (fields) => create({ apiId, ...fields }) }} /> : null
        }
      />
      <ScopeList
        scopes={scopes}
        changes={canDesign ? "own" : "none"}
        update={(input) => update({ apiId, ...input })}
        remove={(input) => remove({ apiId, ...input })}
      />
    </>
  );
}
