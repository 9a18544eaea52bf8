"use client";
// Deploys the current design with one press, where the API is deployed already, or to the first environment. What became
// of it is told even when, a moment later, there is nothing left to deploy.
import RocketIcon from "@mui/icons-material/RocketLaunchOutlined";
import type { ButtonProps } from "@mui/material/Button";
import dynamic from "next/dynamic";
import { useState } from "react";
import { listUnsavedForms, type UnsavedForm } from "#components/design-form/unsaved-forms.ts";
import { useCurrentPerson } from "#components/ui/current-person.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import { Toast } from "#components/ui/toast.tsx";
import { type DeployActions, deployMessage, useDeploy } from "./use-deploy.ts";

const UnsavedDialog = dynamic(() => import("./unsaved-dialog.tsx").then((module) => module.UnsavedDialog), {
  ssr: false,
});

type DeployButtonProps = DeployActions & {
  apiId: string;
  /** Version of the API on the page. */
  etag: number;
  /** Where to; empty lets the server choose the first environment. */
  environmentIds: readonly string[];
  /** False where there is nothing to deploy: no button. */
  isOffered: boolean;
  /** "Deploy", "Deploy changes". */
  label: string;
  variant?: NonNullable<ButtonProps["variant"]>;
};

export function DeployButton(props: DeployButtonProps) {
  const { apiId, etag, environmentIds, isOffered, label, variant = "contained" } = props;
  const state = useDeploy(apiId, props);
  const personId = useCurrentPerson()?.id ?? "";
  const [unsaved, setUnsaved] = useState<readonly UnsavedForm[]>([]);
  const deploy = async (version: number) => {
    setUnsaved([]);
    await state.run({ etag: version, note: "", environmentIds: [...environmentIds] });
  };
  const press = () => {
    const found = listUnsavedForms(personId, apiId);
    if (found.length > 0) setUnsaved(found);
    else void deploy(etag);
  };
  const saveFirst = async () => {
    setUnsaved([]);
    let saved: number | null = etag;
    for (const { save } of unsaved) {
      if (save !== null && saved !== null) saved = await save();
    }
    if (saved !== null) await deploy(saved); // else the form says what is wrong
  };
  return (
    <>
      {isOffered || state.isPending ? (
        <SubmitButton
          type="button"
          variant={variant}
          startIcon={<RocketIcon />}
          isPending={state.isPending}
          pendingLabel="Deploying…"
          onClick={press}
        >
          {label}
        </SubmitButton>
      ) : null}
      {unsaved.length > 0 ? (
        <UnsavedDialog
          forms={unsaved}
          onCancel={() => setUnsaved([])}
          onDeployWithout={() => void deploy(etag)}
          onSaveFirst={() => void saveFirst()}
        />
      ) : null}
      <Toast
        message={state.refusal?.message ?? (state.progress ? deployMessage(state.progress) : null)}
        severity={state.refusal ? "error" : "success"}
        onClose={state.clear}
      />
    </>
  );
}
