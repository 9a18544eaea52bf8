"use client";
// The Scopes page of an API: makes and deletes its own scopes, and shows the shared ones.
import { PageHeader } from "#components/ui/page-header.tsx";
import type { Action } from "#components/ui/use-action.ts";
import type { Scope } from "#lib/scopes/scope.ts";
import { ScopeDialog, type ScopeFields } from "./scope-dialog.tsx";
import { ScopeList } from "./scope-list.tsx";

type ApiScopesProps = {
  apiId: string;
  scopes: readonly Scope[];
  canDesign: boolean;
  create: Action<ScopeFields & { apiId: string }, { readonly scopeId: string }>;
  remove: Action<{ apiId: string; scopeId: string }, null>;
};

export function ApiScopes({ apiId, scopes, canDesign, create, remove }: ApiScopesProps) {
  return (
    <>
      <PageHeader
        title="Scopes"
        caption="What topics can require of whoever connects. Choose one for a direction of a topic on the Topics page, then deploy."
        actions={canDesign ? <ScopeDialog create={(fields) => create({ apiId, ...fields })} /> : null}
      />
      <ScopeList
        scopes={scopes}
        deletes={canDesign ? "own" : "none"}
        remove={(input) => remove({ apiId, ...input })}
      />
    </>
  );
}
