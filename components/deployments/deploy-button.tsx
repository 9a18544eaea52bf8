"use client";
// Deploys the current design with one press, where the API is deployed already, or to the first environment. What became
// of it is told even when, a moment later, there is nothing left to deploy.
import RocketIcon from "@mui/icons-material/RocketLaunchOutlined";
import type { ButtonProps } from "@mui/material/Button";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import { Toast } from "#components/ui/toast.tsx";
import { type DeployActions, deployMessage, useDeploy } from "./use-deploy.ts";

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
  return (
    <>
      {isOffered || state.isPending ? (
        <SubmitButton
          type="button"
          variant={variant}
          startIcon={<RocketIcon />}
          isPending={state.isPending}
          pendingLabel="Deploying…"
          onClick={() => void state.run({ etag, note: "", environmentIds: [...environmentIds] })}
        >
          {label}
        </SubmitButton>
      ) : null}
      <Toast
        message={state.refusal?.message ?? (state.progress ? deployMessage(state.progress) : null)}
        severity={state.refusal ? "error" : "success"}
        onClose={state.clear}
      />
    </>
  );
}
