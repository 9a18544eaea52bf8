// Calls a key otherwise and binds it to other addresses and sites; its clients go on with it.
import Typography from "@mui/material/Typography";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { FormDialog } from "#components/ui/form-dialog.tsx";
import { FormError } from "#components/ui/form-error.tsx";
import { type Action, useAction } from "#components/ui/use-action.ts";
import type { ApiKey, ChangeKey } from "#lib/credentials/api-keys/api-key.ts";
import { KeyNameField, KeyPlaceFields } from "./key-fields.tsx";
import { keyProblems, restrictionsOf, typedOf } from "./typed-key.ts";

type EditKeyDialogProps = {
  apiKey: ApiKey;
  change: Action<ChangeKey, null>;
  onClose: () => void;
};

export function EditKeyDialog({ apiKey, change, onClose }: EditKeyDialogProps) {
  const router = useRouter();
  const [typed, setTyped] = useState(() => typedOf(apiKey));
  const action = useAction(change);
  const problems = keyProblems(action.refusal);
  const isAtField = Object.values(problems).some((problem) => problem !== undefined);
  const fields = { typed, problems, set: (part: Partial<typeof typed>) => setTyped({ ...typed, ...part }) };
  const submit = async () => {
    const input = { keyId: apiKey.id, name: typed.name, restrictions: restrictionsOf(typed) };
    const outcome = await action.run(input);
    if (!outcome.ok) return;
    onClose();
    router.refresh();
  };
  return (
    <FormDialog
      title={`Edit ${apiKey.name || apiKey.prefix}`}
      submitLabel="Save"
      maxWidth="sm"
      keepsOnBackdrop
      isPending={action.isPending}
      onSubmit={submit}
      close={onClose}
    >
      <Typography variant="body2">
        The key stays the same. Connections from where it may no longer be used are closed within a second.
      </Typography>
      <KeyNameField {...fields} />
      <KeyPlaceFields {...fields} />
      <FormError refusal={isAtField ? null : action.refusal} />
    </FormDialog>
  );
}
