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
import type { DeprecationNotice } from "#lib/catalogue/entry.ts";
import {
  actionLabels,
  type ChangeLifecycle as ChangeInput,
  type LifecycleAction,
  type Notice,
  type Requirement,
} from "#lib/lifecycle/lifecycle.ts";
import type { Carriable } from "#lib/subscriptions/subscriber.ts";
import { CarryField, NoticeFields, type Successor } from "./lifecycle-choices.tsx";
import { RequirementList } from "./requirement-list.tsx";
import { type TestTopicsOf, TopicTests } from "./topic-tests.tsx";

export type ChangeLifecycle = Action<ChangeInput, { state: LifecycleState }>;

type LifecycleDialogProps = {
  apiId: string;
  /** Version of the API on the page, which publishing deploys where it has to. */
  etag: number;
  action: LifecycleAction;
  requirements: readonly Requirement[];
  notice?: DeprecationNotice | null;
  successors?: readonly Successor[];
  carriable: readonly Carriable[];
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
  const { apiId, action, isOpen } = props;
  const plan = planOf(props);
  const { draft, setDraft, refusal, isPending, confirm, close } = useLifecycleChange(props, plan.needsDeploy);
  return (
    <ConfirmDialog
      isOpen={isOpen}
      title={titles[action]}
      confirmLabel={plan.label}
      isPending={isPending}
      refusal={refusal}
      onConfirm={plan.isPossible ? confirm : close}
      onCancel={close}
    >
      <Consequence action={action} />
      {action === "publish" ? <RequirementList apiId={apiId} requirements={props.requirements} /> : null}
      {action === "publish" && plan.isPossible && isOpen ? (
        <TopicTests apiId={apiId} testTopicsOf={props.testTopicsOf} />
      ) : null}
      {action === "publish" && plan.isPossible ? (
        <CarryField
          carriable={props.carriable}
          carryFrom={draft.carryFrom}
          onChange={(carryFrom) => setDraft({ ...draft, carryFrom })}
        />
      ) : null}
      {action === "deprecate" ? (
        <NoticeFields
          notice={draft.notice}
          successors={props.successors ?? []}
          problemOf={(field) => refusal?.fields?.[field]?.[0]}
          onChange={(notice) => setDraft({ ...draft, notice })}
        />
      ) : null}
      {plan.isPossible ? (
        <FormTextField
          label="Note (optional)"
          value={draft.note}
          onChange={(event) => setDraft({ ...draft, note: event.target.value })}
          helperText="Kept in the history."
          slotProps={{ htmlInput: { maxLength: maxNoteLength } }}
          sx={{ mt: 2.5 }}
        />
      ) : null}
    </ConfirmDialog>
  );
}

type Draft = { readonly note: string; readonly notice: Notice; readonly carryFrom: string | null };

/** What is typed, and what confirming does: deploy first where that is missing, then change the state. */
function useLifecycleChange(props: LifecycleDialogProps, needsDeploy: boolean) {
  const { apiId, etag, action } = props;
  const router = useRouter();
  const [draft, setDraft] = useState<Draft>(() => draftOf(props.notice));
  const change = useAction(props.changeLifecycle);
  const deployment = useAction(props.deploy);
  const close = () => {
    setDraft(draftOf(props.notice));
    change.clear();
    deployment.clear();
    props.onClose();
  };
  const confirm = async () => {
    if (needsDeploy) {
      const input = { apiId, etag: seenEtag(apiId, etag), note: "", environmentIds: [] };
      const deployed = await deployment.run(input);
      if (outdatesPage(deployed)) router.refresh();
      if (!deployed.ok) return;
    }
    const changed = await change.run({ apiId, action, ...draft });
    if (outdatesPage(changed)) router.refresh();
    if (!changed.ok) return;
    setDraft({ ...draft, note: "" });
    change.clear();
    deployment.clear();
    props.onDone();
  };
  const refusal = change.refusal ?? deployment.refusal;
  return { draft, setDraft, refusal, isPending: change.isPending || deployment.isPending, confirm, close };
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

const titles = {
  publish: "Publish this API?",
  deprecate: "Deprecate this API?",
  demote: "Take this API back to Created?",
} as const;

const consequences = {
  publish:
    "Consumers find the API in the developer portal, and the gateways admit those who subscribe, beside test keys. Connections that are open stay open.",
  deprecate:
    "Readers are told, and nobody new can subscribe. Who is subscribed goes on, and connections stay open.",
  demote:
    "From then on the gateways admit test keys only. Connections of consumers are closed with code 4403 within a second; connections opened with a test key stay open.",
} as const;

/** What the fields begin with. */
function draftOf(told: DeprecationNotice | null | undefined): Draft {
  const notice = { retiresOn: told?.retiresOn ?? null, successorId: told?.successor?.id ?? null };
  return { note: "", notice, carryFrom: null };
}

function Consequence({ action }: { action: LifecycleAction }) {
  return (
    <Typography variant="body2" sx={{ mb: 2 }}>
      {consequences[action]}
    </Typography>
  );
}
