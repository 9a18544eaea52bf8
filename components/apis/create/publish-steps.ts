// The visible steps of Create & Publish, and at which of them a refusal belongs. Pure.
import type { Refusal } from "#lib/kernel/outcome.ts";

export const publishSteps = [
  "Creating API",
  "Creating revision",
  "Deploying to the gateway",
  "Publishing",
  "Live on the gateway",
] as const;

export const liveStep = publishSteps.length - 1;

export type PublishProgress =
  /** The server does the first four steps in one transaction. */
  | { readonly phase: "saving" }
  | { readonly phase: "failed"; readonly step: number; readonly refusal: Refusal }
  | { readonly phase: "going_live"; readonly apiId: string; readonly routingRevision: number }
  /** Published; not every gateway has it yet, or none runs. */
  | {
      readonly phase: "not_live_yet";
      readonly apiId: string;
      readonly routingRevision: number;
      readonly message: string;
    }
  | { readonly phase: "live"; readonly apiId: string };

const stepOfCode: Readonly<Record<string, number>> = {
  environment_missing: 2,
  requirements_missing: 3,
  not_possible: 3,
};

/** Step at which a refusal of the whole operation belongs; the first where the code says nothing. */
export function stepOf(refusal: Refusal): number {
  return stepOfCode[refusal.code] ?? 0;
}

export type StepState = "waiting" | "active" | "done" | "failed" | "warning";

/** How a step stands. */
export function stepState(step: number, progress: PublishProgress): StepState {
  switch (progress.phase) {
    case "saving":
      return step === liveStep ? "waiting" : "active";
    case "failed":
      return step === progress.step ? "failed" : step < progress.step ? "done" : "waiting";
    case "going_live":
      return step === liveStep ? "active" : "done";
    case "not_live_yet":
      return step === liveStep ? "warning" : "done";
    case "live":
      return "done";
  }
}
