"use client";
// Saves a form of the design, where it has changes, and deploys what was saved: one press for both.
import type { SecondStep } from "#components/design-form/save-bar.tsx";
import type { SaveForm } from "#components/design-form/unsaved-forms.ts";
import { type DeployActions, deployMessage, useDeploy } from "./use-deploy.ts";

/** What a page knows of deploying its API. */
export type DeployTarget = DeployActions & {
  /** False where this person may not, or nothing could be deployed yet. */
  readonly canDeploy: boolean;
  /** Where the API is live; empty lets the server choose the first environment. */
  readonly deployedTo: readonly string[];
};

type Savable = { readonly isDirty: boolean; readonly etag: number; readonly save: SaveForm };

/** Null where this person may not deploy. */
export function useSaveAndDeploy(apiId: string, target: DeployTarget, form: Savable): SecondStep | null {
  const deployment = useDeploy(apiId, target);
  if (!target.canDeploy) return null;
  const run = async () => {
    deployment.clear();
    const etag = form.isDirty ? await form.save() : form.etag;
    if (etag !== null) await deployment.run({ etag, note: "", environmentIds: [...target.deployedTo] });
  };
  return {
    label: deployment.isPending ? "Deploying…" : "Save and deploy",
    isPending: deployment.isPending,
    run: () => void run(),
    refusal: deployment.refusal,
    message: deployment.progress ? deployMessage(deployment.progress) : null,
    clear: deployment.clear,
  };
}
