"use client";
// Says which roles a person has. Who changes their own is asked once more.
import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { RoleBoxes } from "#components/identity/role-boxes.tsx";
import { roleWords } from "#components/identity/role-words.ts";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { flash } from "#components/ui/flash.ts";
import { FormDialog } from "#components/ui/form-dialog.tsx";
import { FormError } from "#components/ui/form-error.tsx";
import { type Action, outdatesPage, useAction } from "#components/ui/use-action.ts";
import { can, type Person, type Role } from "#lib/identity/role.ts";
import { isSameRoles, type SetRoles } from "#lib/identity/role-change.ts";

type ChangeRolesProps = {
  person: Pick<Person, "id" | "username" | "roles">;
  /** Whether they are who looks. */
  isSelf: boolean;
  setRoles: Action<SetRoles, unknown>;
};

export function ChangeRoles(props: ChangeRolesProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button variant="outlined" onClick={() => setIsOpen(true)}>
        Change roles…
      </Button>
      {isOpen ? <Form {...props} close={() => setIsOpen(false)} /> : null}
    </>
  );
}

function Form({ person, isSelf, setRoles, close }: ChangeRolesProps & { close: () => void }) {
  const { id: userId, username, roles: seen } = person;
  const router = useRouter();
  const [chosen, setChosen] = useState<Role[]>([...seen]);
  const [isAsking, setIsAsking] = useState(false);
  const action = useAction(setRoles);
  const save = async () => {
    const outcome = await action.run({ userId, seen: [...seen], roles: chosen });
    setIsAsking(false);
    if (outdatesPage(outcome)) router.refresh();
    if (!outcome.ok) return;
    close();
    flash(isSelf ? "Your roles are changed" : `The roles of ${username} are changed`);
  };
  const submit = async () => {
    if (isSameRoles(chosen, seen)) close();
    else if (isSelf) setIsAsking(true);
    else await save();
  };
  if (isAsking) {
    return (
      <ConfirmDialog
        isOpen
        title="Change your own roles?"
        confirmLabel="Change my roles"
        isDestructive={!chosen.includes("admin")}
        isPending={action.isPending}
        onConfirm={() => void save()}
        onCancel={() => setIsAsking(false)}
      >
        {chosen.includes("admin")
          ? "You stay an admin, and can change them back."
          : "You stop being an admin at once, and only another admin can make you one again."}
      </ConfirmDialog>
    );
  }
  return (
    <FormDialog
      title={isSelf ? "Change your roles" : `Change the roles of ${username}`}
      submitLabel="Save"
      maxWidth="sm"
      keepsOnBackdrop
      isPending={action.isPending}
      onSubmit={submit}
      close={close}
    >
      <RoleBoxes legend="Roles" chosen={chosen} choose={setChosen} words={roleWords} />
      <Effect before={seen} after={chosen} />
      <FormError refusal={action.refusal} />
    </FormDialog>
  );
}

/** What becomes of what depends on roles. */
function Effect({ before, after }: { before: readonly Role[]; after: readonly Role[] }) {
  const may = (roles: readonly Role[]) => can({ roles }, "application:own");
  return (
    <Typography component="div" variant="body2" sx={{ color: "text.secondary" }}>
      <p>The roles count at once, in open sessions too, and with them which APIs are found.</p>
      <p>
        Keys of the person's applications keep working, with those of their scopes that these roles obtain;
        the others come back with the role. Access tokens keep the scopes they have until they expire. To stop
        both, deny the person under Deny policies.
      </p>
      {may(before) && !may(after) ? (
        <p>
          Applications go on, but those of no team have nobody then who can manage them, or revoke their keys.
        </p>
      ) : null}
    </Typography>
  );
}
