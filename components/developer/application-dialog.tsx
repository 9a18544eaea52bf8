"use client";
// Makes an application, or names and describes one anew.
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
import type { Application } from "#lib/applications/application.ts";
import type { Outcome } from "#lib/kernel/outcome.ts";

type Fields = { readonly name: string; readonly description: string };

type ApplicationDialogProps =
  | { application?: undefined; create: Action<{ application: Fields }, { readonly applicationId: string }> }
  | { application: Application; update: Action<{ applicationId: string; application: Fields }, null> };

export function ApplicationDialog(props: ApplicationDialogProps) {
  const [isOpen, setIsOpen] = useState(false);
  const isNew = props.application === undefined;
  return (
    <>
      <Button variant={isNew ? "contained" : "outlined"} onClick={() => setIsOpen(true)}>
        {isNew ? "Create application" : "Edit"}
      </Button>
      {isOpen ? <Form {...props} close={() => setIsOpen(false)} /> : null}
    </>
  );
}

function Form({ close, ...props }: ApplicationDialogProps & { close: () => void }) {
  const titleId = useId();
  const router = useRouter();
  const [name, setName] = useState(props.application?.name ?? "");
  const [description, setDescription] = useState(props.application?.description ?? "");
  const action = useAction(saving(props));
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const outcome = await action.run({ name, description });
    if (!outcome.ok) return;
    close();
    if (outcome.value === null) router.refresh();
    else router.push(`/developer/applications/${outcome.value}`);
  };
  const fields = action.refusal?.fields ?? {};
  const problemOf = (field: string) => (fields[field] ?? fields[`application.${field}`])?.[0];
  const isAtField = problemOf("name") !== undefined || problemOf("description") !== undefined;
  return (
    <Dialog
      open
      onClose={() => (action.isPending ? undefined : close())}
      aria-labelledby={titleId}
      fullWidth
      maxWidth="xs"
    >
      <form noValidate onSubmit={(event) => void submit(event)}>
        <DialogTitle id={titleId}>
          {props.application ? "Edit application" : "Create application"}
        </DialogTitle>
        <DialogContent>
          <Stack sx={{ gap: 2, pt: 1 }}>
            <FormTextField
              label="Name"
              required
              autoFocus
              value={name}
              onChange={(event) => setName(event.target.value)}
              problem={problemOf("name")}
              helperText="Publishers see it, and backends are told it."
              slotProps={{ htmlInput: { maxLength: 80 } }}
            />
            <FormTextField
              label="Description"
              multiline
              minRows={2}
              value={description}
              onChange={(event) => setDescription(event.target.value)}
              problem={problemOf("description")}
              slotProps={{ htmlInput: { maxLength: 500 } }}
            />
            <FormError refusal={isAtField ? null : action.refusal} />
          </Stack>
        </DialogContent>
        <DialogActions>
          <Button color="secondary" onClick={close} disabled={action.isPending}>
            Cancel
          </Button>
          <SubmitButton isPending={action.isPending}>{props.application ? "Save" : "Create"}</SubmitButton>
        </DialogActions>
      </form>
    </Dialog>
  );
}

/** The one action of the dialog; its value is the id of an application that is new, else null. */
function saving(props: ApplicationDialogProps): Action<Fields & { asPerson?: string }, string | null> {
  return async ({ asPerson, ...application }): Promise<Outcome<string | null>> => {
    const signed = asPerson === undefined ? {} : { asPerson };
    if (props.application !== undefined)
      return props.update({ applicationId: props.application.id, application, ...signed });
    const outcome = await props.create({ application, ...signed });
    return outcome.ok ? { ok: true, value: outcome.value.applicationId } : outcome;
  };
}
