"use client";
// Asks before a lifecycle change. Loaded when it is first opened.
import Typography from "@mui/material/Typography";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { DeployActions } from "#components/deployments/use-deploy.ts";
import { seenEtag } from "#components/design-form/own-saves.ts";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { FormTextField } from "#components/ui/form-text-field.tsx";
import { type Action, outdatesPage, useAction } from "#components/ui/use-action.ts";
import type { LifecycleState } from "#lib/apis/lifecycle-state.ts";
import { actionLabels, type LifecycleAction, type Requirement } from "#lib/lifecycle/lifecycle.ts";
import { RequirementList } from "./requirement-list.tsx";
import { type TestTopicsOf, TopicTests } from "./topic-tests.tsx";

export type ChangeLifecycle = Action<
  { apiId: string; action: LifecycleAction; note: string },
  { state: LifecycleState }
>;

type LifecycleDialogProps = {
  apiId: string;
  /** Version of the API on the page, which publishing deploys where it has to. */
  etag: number;
  action: LifecycleAction;
  requirements: readonly Requirement[];
  changeLifecycle: ChangeLifecycle;
  deploy: DeployActions["deploy"];
  testTopicsOf: TestTopicsOf;
  canDeploy: boolean;
  isOpen: boolean;
  onClose: () => void;
  onDone: () => void;
};

const maxNoteLength = 255;

export function LifecycleDialog(props: LifecycleDialogProps) {
  const { apiId, etag, action, isOpen } = props;
  const router = useRouter();
  const [note, setNote] = useState("");
  const change = useAction(props.changeLifecycle);
  const deployment = useAction(props.deploy);
  const plan = planOf(props);
  const forget = () => {
    setNote("");
    change.clear();
    deployment.clear();
  };
  const close = () => {
    forget();
    props.onClose();
  };
  const confirm = async () => {
    if (plan.needsDeploy) {
      const deployed = await deployment.run({
        apiId,
        etag: seenEtag(apiId, etag),
        note: "",
        environmentIds: [],
      });
      if (outdatesPage(deployed)) router.refresh();
      if (!deployed.ok) return;
    }
    const changed = await change.run({ apiId, action, note });
    if (outdatesPage(changed)) router.refresh();
    if (!changed.ok) return;
    forget();
    props.onDone();
  };
  return (
    <ConfirmDialog
      isOpen={isOpen}
      title={action === "publish" ? "Publish this API?" : "Take this API back to Created?"}
      confirmLabel={plan.label}
      isPending={change.isPending || deployment.isPending}
      refusal={change.refusal ?? deployment.refusal}
      onConfirm={plan.isPossible ? confirm : close}
      onCancel={close}
    >
      <Consequence action={action} />
      {action === "publish" ? <RequirementList apiId={apiId} requirements={props.requirements} /> : null}
      {action === "publish" && plan.isPossible && isOpen ? (
        <TopicTests apiId={apiId} testTopicsOf={props.testTopicsOf} />
      ) : null}
      {plan.isPossible ? (
        <FormTextField
          label="Note (optional)"
          value={note}
          onChange={(event) => setNote(event.target.value)}
          helperText="Kept in the history."
          slotProps={{ htmlInput: { maxLength: maxNoteLength } }}
          sx={{ mt: 2.5 }}
        />
      ) : null}
    </ConfirmDialog>
  );
}

function planOf({ action, requirements, canDeploy }: LifecycleDialogProps) {
  const label = actionLabels[action];
  const missing = action === "publish" ? requirements.filter((requirement) => !requirement.isMet) : [];
  const needsDeploy = missing.length === 1 && missing[0]?.code === "deployment" && canDeploy;
  if (needsDeploy) return { isPossible: true, needsDeploy, label: "Deploy & Publish" };
  return missing.length > 0
    ? { isPossible: false, needsDeploy: false, label: "Close" }
    : { isPossible: true, needsDeploy: false, label };
}

function Consequence({ action }: { action: LifecycleAction }) {
  const text =
    action === "publish"
      ? "The API is marked as ready for consumers. The gateways would admit credentials of theirs from then on, beside test keys; there is no page yet where consumers get one. Connections that are open stay open."
      : "From then on the gateways admit test keys only. Connections of consumers are closed with code 4403 within a second; connections opened with a test key stay open.";
  return (
    <Typography variant="body2" sx={{ mb: 2 }}>
      {text}
    </Typography>
  );
}
