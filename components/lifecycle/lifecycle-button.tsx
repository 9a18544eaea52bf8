"use client";
// A lifecycle action: asks first, says what happens to live connections, names what is missing. Where only the deployment
// is missing, publishing deploys as well.
import PublishIcon from "@mui/icons-material/CampaignOutlined";
import DeprecateIcon from "@mui/icons-material/EventBusyOutlined";
import DemoteIcon from "@mui/icons-material/UndoOutlined";
import Button from "@mui/material/Button";
import dynamic from "next/dynamic";
import { useState } from "react";
import type { DeployActions } from "#components/deployments/use-deploy.ts";
import { Toast } from "#components/ui/toast.tsx";
import type { DeprecationNotice } from "#lib/catalogue/entry.ts";
import { actionLabels, type LifecycleAction, type Requirement } from "#lib/lifecycle/lifecycle.ts";
import type { Carriable } from "#lib/subscriptions/subscriber.ts";
import type { Successor } from "./lifecycle-choices.tsx";
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
  /** In place of the action's own. */
  label?: string | undefined;
  /** What readers of a deprecated API are told by now. */
  notice?: DeprecationNotice | null;
  /** What may replace it. */
  successors?: readonly Successor[];
  /** Versions whose subscriptions publishing may carry over. */
  carriable: readonly Carriable[];
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

const icons = { publish: <PublishIcon />, deprecate: <DeprecateIcon />, demote: <DemoteIcon /> } as const;

const successMessages = {
  publish: "Published. Consumers find it in the developer portal.",
  deprecate: "Deprecated. Readers are told; who is subscribed goes on.",
  demote: "Back in Created. The gateways admit test keys only.",
} as const;

export function LifecycleButton({ isOffered, isMainAction, label, ...props }: LifecycleButtonProps) {
  const { action } = props;
  const [phase, setPhase] = useState<"fresh" | "open" | "closed" | "done">("fresh");
  return (
    <>
      {isOffered ? (
        <Button
          variant={isMainAction ? "contained" : "outlined"}
          color={action === "publish" ? "primary" : "secondary"}
          startIcon={icons[action]}
          onClick={() => setPhase("open")}
        >
          {label ?? actionLabels[action]}
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
