"use client";
// A lifecycle action: asks first, says what happens to live connections, names what is missing. Where only the deployment
// is missing, publishing deploys as well.
import PublishIcon from "@mui/icons-material/CampaignOutlined";
import DemoteIcon from "@mui/icons-material/UndoOutlined";
import Button from "@mui/material/Button";
import dynamic from "next/dynamic";
import { useState } from "react";
import type { DeployActions } from "#components/deployments/use-deploy.ts";
import { Toast } from "#components/ui/toast.tsx";
import { actionLabels, type LifecycleAction, type Requirement } from "#lib/lifecycle/lifecycle.ts";
import type { ChangeLifecycle } from "./lifecycle-dialog.tsx";
import type { TestTopicsOf } from "./topic-tests.tsx";

const LifecycleDialog = dynamic(
  () => import("./lifecycle-dialog.tsx").then((module) => module.LifecycleDialog),
  {
    ssr: false,
  },
);

type LifecycleButtonProps = {
  apiId: string;
  /** Version of the API on the page, which publishing deploys where it has to. */
  etag: number;
  action: LifecycleAction;
  /** False where the state does not lead there: no button. */
  isOffered: boolean;
  /** The one thing to do next on the page. */
  isMainAction: boolean;
  requirements: readonly Requirement[];
  changeLifecycle: ChangeLifecycle;
  deploy: DeployActions["deploy"];
  canDeploy: boolean;
  testTopicsOf: TestTopicsOf;
};

const successMessages = {
  publish: "Published. Test keys connect; keys for consumers are still to come.",
  demote: "Back in Created. The gateways admit test keys only.",
} as const;

export function LifecycleButton({ isOffered, isMainAction, ...props }: LifecycleButtonProps) {
  const { action } = props;
  const [phase, setPhase] = useState<"fresh" | "open" | "closed" | "done">("fresh");
  return (
    <>
      {isOffered ? (
        <Button
          variant={isMainAction ? "contained" : "outlined"}
          color={action === "publish" ? "primary" : "secondary"}
          startIcon={action === "publish" ? <PublishIcon /> : <DemoteIcon />}
          onClick={() => setPhase("open")}
        >
          {actionLabels[action]}
        </Button>
      ) : null}
      {phase === "fresh" ? null : (
        <LifecycleDialog
          {...props}
          isOpen={phase === "open"}
          onClose={() => setPhase("closed")}
          onDone={() => setPhase("done")}
        />
      )}
      <Toast message={phase === "done" ? successMessages[action] : null} onClose={() => setPhase("closed")} />
    </>
  );
}
