"use client";
// Makes a scope, of one API or shared. What is wrong is told at its field; what was typed stays.
import Button from "@mui/material/Button";
import Dialog from "@mui/material/Dialog";
import DialogActions from "@mui/material/DialogActions";
import DialogContent from "@mui/material/DialogContent";
import DialogTitle from "@mui/material/DialogTitle";
import Stack from "@mui/material/Stack";
import { useRouter } from "next/navigation";
import { type FormEvent, useId, useState } from "react";
import { FormError } from "#components/ui/form-error.tsx";
import { FormTextField } from "#components/ui/form-text-field.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import { type Action, useAction } from "#components/ui/use-action.ts";
import type { Role } from "#lib/identity/role.ts";
import { RoleBoxes } from "./role-boxes.tsx";

/** What is typed of a scope. */
export type ScopeFields = { name: string; displayName: string; description: string; roles: Role[] };

type ScopeDialogProps = { create: Action<ScopeFields, { readonly scopeId: string }> };

export function ScopeDialog({ create }: ScopeDialogProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button variant="contained" onClick={() => setIsOpen(true)}>
        Create scope
      </Button>
      {isOpen ? <ScopeForm create={create} close={() => setIsOpen(false)} /> : null}
    </>
  );
}

const empty: ScopeFields = { name: "", displayName: "", description: "", roles: [] };
const texts = [
  { field: "name", label: "Name", help: "As clients ask for it, for example chat:write." },
  { field: "displayName", label: "Display name", help: "" },
  { field: "description", label: "Description", help: "What it lets a client do." },
] as const;

function ScopeForm({ create, close }: ScopeDialogProps & { close: () => void }) {
  const titleId = useId();
  const router = useRouter();
  const action = useAction(create);
  const [typed, setTyped] = useState(empty);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const outcome = await action.run(typed);
    if (!outcome.ok) return;
    close();
    router.refresh();
  };
  return (
    <Dialog
      open
      onClose={() => (action.isPending ? undefined : close())}
      aria-labelledby={titleId}
      fullWidth
      maxWidth="sm"
    >
      <form noValidate onSubmit={(event) => void submit(event)}>
        <DialogTitle id={titleId}>Create scope</DialogTitle>
        <DialogContent>
          <Stack sx={{ gap: 2, pt: 1 }}>
            {texts.map(({ field, label, help }) => (
              <FormTextField
                key={field}
                label={label}
                required={field === "name"}
                value={typed[field]}
                onChange={(event) => setTyped({ ...typed, [field]: event.target.value })}
                problem={action.refusal?.fields?.[field]?.[0]}
                helperText={help}
              />
            ))}
            <RoleBoxes chosen={typed.roles} choose={(roles) => setTyped({ ...typed, roles })} />
            {action.refusal?.fields ? null : <FormError refusal={action.refusal} />}
          </Stack>
        </DialogContent>
        <DialogActions>
          <Button color="secondary" onClick={close} disabled={action.isPending}>
            Cancel
          </Button>
          <SubmitButton isPending={action.isPending}>Create</SubmitButton>
        </DialogActions>
      </form>
    </Dialog>
  );
}
