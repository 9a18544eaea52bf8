"use client";
// Makes a scope, of one API or shared, or changes one in all but its name. What is wrong is told at its field; what was typed stays.
import Button from "@mui/material/Button";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { RoleBoxes } from "#components/identity/role-boxes.tsx";
import { FormDialog } from "#components/ui/form-dialog.tsx";
import { FormError } from "#components/ui/form-error.tsx";
import { FormTextField } from "#components/ui/form-text-field.tsx";
import { type Action, useAction } from "#components/ui/use-action.ts";
import type { Role } from "#lib/identity/role.ts";
import type { Scope } from "#lib/scopes/scope.ts";

/** What is typed of a scope. */
export type ScopeFields = { name: string; displayName: string; description: string; roles: Role[] };

type CreateScope = Action<ScopeFields, { readonly scopeId: string }>;
export type UpdateScope = Action<Omit<ScopeFields, "name"> & { scopeId: string }, null>;

type ScopeDialogProps =
  | { scope?: undefined; save: { create: CreateScope } }
  | { scope: Scope; save: { update: UpdateScope } };

export function ScopeDialog(props: ScopeDialogProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      {props.scope ? (
        <Button size="small" onClick={() => setIsOpen(true)} aria-label={`Edit ${props.scope.name}`}>
          Edit
        </Button>
      ) : (
        <Button variant="contained" onClick={() => setIsOpen(true)}>
          Create scope
        </Button>
      )}
      {isOpen ? <ScopeForm {...props} close={() => setIsOpen(false)} /> : null}
    </>
  );
}

const empty: ScopeFields = { name: "", displayName: "", description: "", roles: [] };
const texts = [
  {
    field: "name",
    label: "Name",
    help: "What clients ask for, for example chat:write. It cannot be changed later.",
  },
  { field: "displayName", label: "Display name", help: "" },
  { field: "description", label: "Description", help: "What it lets a client do." },
] as const;

function typedOf(scope: Scope | undefined): ScopeFields {
  if (scope === undefined) return empty;
  const { name, displayName, description } = scope;
  return { name, displayName, description, roles: [...scope.roles] };
}

/** The save of a form that makes a scope or changes one; a name that stands already is not sent. */
function saving(props: ScopeDialogProps): Action<ScopeFields, unknown> {
  if (props.scope === undefined) return props.save.create;
  const { update } = props.save;
  const { id: scopeId } = props.scope;
  return ({ name: _, ...fields }) => update({ scopeId, ...fields });
}

function ScopeForm({ close, ...props }: ScopeDialogProps & { close: () => void }) {
  const { scope } = props;
  const router = useRouter();
  const action = useAction(saving(props));
  const [typed, setTyped] = useState(() => typedOf(scope));
  const shownTexts = texts.filter(({ field }) => scope === undefined || field !== "name");
  const submit = async () => {
    const outcome = await action.run(typed);
    if (!outcome.ok) return;
    close();
    router.refresh();
  };
  return (
    <FormDialog
      title={scope ? `Edit ${scope.name}` : "Create scope"}
      submitLabel={scope ? "Save" : "Create"}
      maxWidth="sm"
      isPending={action.isPending}
      onSubmit={submit}
      close={close}
    >
      {shownTexts.map(({ field, label, help }, index) => (
        <FormTextField
          key={field}
          label={label}
          autoFocus={index === 0}
          required={field === "name"}
          value={typed[field]}
          onChange={(event) => setTyped({ ...typed, [field]: event.target.value })}
          problem={action.refusal?.fields?.[field]?.[0]}
          helperText={help}
        />
      ))}
      <RoleBoxes
        legend="Who may obtain it"
        chosen={typed.roles}
        choose={(roles) => setTyped({ ...typed, roles })}
        help="People with one of the chosen roles; with none chosen, everybody."
      />
      {action.refusal?.fields ? null : <FormError refusal={action.refusal} />}
    </FormDialog>
  );
}
