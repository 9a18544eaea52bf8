"use client";
// Deleting an API takes its name, typed: it cannot be undone.
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Dialog from "@mui/material/Dialog";
import DialogActions from "@mui/material/DialogActions";
import DialogContent from "@mui/material/DialogContent";
import DialogTitle from "@mui/material/DialogTitle";
import Typography from "@mui/material/Typography";
import { useRouter } from "next/navigation";
import { useId, useRef, useState } from "react";
import { flash } from "#components/ui/flash.ts";
import { FormError } from "#components/ui/form-error.tsx";
import { FormTextField } from "#components/ui/form-text-field.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import { type Action, useAction } from "#components/ui/use-action.ts";

export type DeleteApi = Action<{ apiId: string }, unknown>;

type DeleteApiDialogProps = {
  apiId: string;
  name: string;
  version: string;
  isDeployed: boolean;
  deleteApi: DeleteApi;
  isOpen: boolean;
  onClose: () => void;
};

export function DeleteApiDialog(props: DeleteApiDialogProps) {
  const router = useRouter();
  const titleId = useId();
  const [typed, setTyped] = useState("");
  const field = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<string>();
  const action = useAction(props.deleteApi);
  const remove = async () => {
    if (typed.trim() !== props.name) {
      setProblem(`Type ${props.name} to confirm.`);
      field.current?.focus();
      return;
    }
    const outcome = await action.run({ apiId: props.apiId });
    if (!outcome.ok && outcome.code !== "not_found") return;
    flash(`${props.name} ${props.version} is deleted.`);
    router.push("/apis");
  };
  return (
    <Dialog open={props.isOpen} onClose={props.onClose} aria-labelledby={titleId} fullWidth maxWidth="xs">
      <Box
        component="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void remove();
        }}
      >
        <DialogTitle id={titleId}>Delete {`${props.name} ${props.version}`}?</DialogTitle>
        <DialogContent>
          <Consequences isDeployed={props.isDeployed} />
          <FormTextField
            label="Name of the API"
            autoFocus
            inputRef={field}
            autoComplete="off"
            value={typed}
            problem={problem}
            helperText={`Type ${props.name} to confirm.`}
            onChange={(event) => {
              setTyped(event.target.value);
              setProblem(undefined);
            }}
            sx={{ mt: 1 }}
          />
          <FormError refusal={action.refusal} />
        </DialogContent>
        <DialogActions>
          <Button color="secondary" onClick={props.onClose}>
            Cancel
          </Button>
          <SubmitButton color="error" isPending={action.isPending} pendingLabel="Deleting…">
            Delete
          </SubmitButton>
        </DialogActions>
      </Box>
    </Dialog>
  );
}

function Consequences({ isDeployed }: Pick<DeleteApiDialogProps, "isDeployed">) {
  return (
    <Typography variant="body2" sx={{ color: "text.secondary", mb: 2 }}>
      Its design, revisions and history are gone for good.
      {isDeployed
        ? " The gateways stop serving it within a second: live connections are closed with code 4404."
        : ""}
    </Typography>
  );
}
