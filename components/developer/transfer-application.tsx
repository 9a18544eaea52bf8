"use client";
// Transfers an application: to a team, to another of its team, or out of it. Only for who may.
import Button from "@mui/material/Button";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ChoiceField } from "#components/ui/choice-field.tsx";
import { flash } from "#components/ui/flash.ts";
import { FormDialog } from "#components/ui/form-dialog.tsx";
import { FormError } from "#components/ui/form-error.tsx";
import { type Action, useAction } from "#components/ui/use-action.ts";
import type { Application } from "#lib/applications/application.ts";
import type { TransferApplication as Transfer } from "#lib/teams/team.ts";
import type { Destination } from "./transfer-destinations.ts";

type TransferApplicationProps = {
  application: Application;
  /** Where it can go; without any nothing is drawn. */
  destinations: readonly Destination[];
  transfer: Action<Transfer, null>;
};

export function TransferApplication(props: TransferApplicationProps) {
  const [isOpen, setIsOpen] = useState(false);
  const [first] = props.destinations;
  if (!first) return null;
  return (
    <>
      <Button variant="outlined" onClick={() => setIsOpen(true)}>
        Transfer…
      </Button>
      {isOpen ? <Form {...props} first={first} close={() => setIsOpen(false)} /> : null}
    </>
  );
}

function Form(props: TransferApplicationProps & { first: Destination; close: () => void }) {
  const { application, destinations, transfer, first, close } = props;
  const router = useRouter();
  const [value, setValue] = useState(first.value);
  const action = useAction(transfer);
  const chosen = destinations.find((destination) => destination.value === value) ?? first;
  const submit = async () => {
    const outcome = await action.run({ applicationId: application.id, to: chosen.to });
    if (!outcome.ok) return;
    close();
    flash(`${application.name} is transferred`);
    router.refresh();
  };
  return (
    <FormDialog
      title={`Transfer ${application.name}`}
      submitLabel="Transfer"
      maxWidth="xs"
      isPending={action.isPending}
      onSubmit={submit}
      close={close}
    >
      <span>
        Its keys and subscriptions stay as they are, and open connections go on. Of the scopes of its keys
        those are in effect that the owner may obtain.
      </span>
      <ChoiceField
        label="To"
        value={value}
        options={destinations}
        helperText={chosen.consequence}
        onChange={setValue}
      />
      <FormError refusal={action.refusal} />
    </FormDialog>
  );
}
