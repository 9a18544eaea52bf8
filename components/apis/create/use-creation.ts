"use client";
// Runs Create and Create & Publish: sends, waits for the gateway, and says how far it came.
import { useRef, useState } from "react";
import { callAction } from "#components/ui/call-action.ts";
import { randomKey } from "#components/ui/random-key.ts";
import { useSigned } from "#components/ui/use-action.ts";
import type { CreateApi } from "#lib/apis/api-fields.ts";
import type { Outcome } from "#lib/kernel/outcome.ts";
import type { CreationDraft } from "./draft.ts";
import { type OperationKind, operationKeys } from "./operation-key.ts";
import { type PublishProgress, stepOf } from "./publish-steps.ts";

type Keyed = CreateApi & { operationKey: string };
type Published = { readonly apiId: string; readonly routingRevision: number };

export type CreationActions = {
  createApi: (input: Keyed) => Promise<Outcome<{ readonly apiId: string }>>;
  createAndPublish: (input: Keyed) => Promise<Outcome<Published>>;
  servingStatus: (input: Published) => Promise<Outcome<{ readonly alive: number; readonly serving: number }>>;
};

type CreationOptions = {
  actions: CreationActions;
  draft: CreationDraft;
  /** Stands for what is sent beside the fields. */
  about?: string | undefined;
  onDone: (apiId: string) => void;
};

const pollMs = 400;
const patienceMs = 12_000;
/** Gateways that run report every few seconds; waiting longer for the first would not help. */
const patienceWithoutGatewayMs = 4_000;

export function useCreation({ actions, draft, about, onDone }: CreationOptions) {
  const signed = useSigned();
  const [isCreating, setIsCreating] = useState(false);
  const [progress, setProgress] = useState<PublishProgress | null>(null);
  const keyOf = useRef<ReturnType<typeof operationKeys>>(undefined);
  const key = (kind: OperationKind, input: CreateApi) => {
    keyOf.current ??= operationKeys(randomKey, { read: draft.readSent, keep: draft.keepSent });
    return keyOf.current(kind, input, about);
  };

  const create = async (input: CreateApi) => {
    setIsCreating(true);
    const outcome = await callAction(() =>
      actions.createApi(signed({ ...input, operationKey: key("create", input) })),
    );
    if (outcome.ok) onDone(outcome.value.apiId);
    else setIsCreating(false); // otherwise still busy: the next page is on its way
    return outcome;
  };

  const waitUntilLive = async (published: Published) => {
    setProgress({ phase: "going_live", ...published });
    const message = await waitForGateways(published, actions.servingStatus);
    if (message === null) {
      setProgress({ phase: "live", apiId: published.apiId });
      onDone(published.apiId);
    } else {
      setProgress({ phase: "not_live_yet", ...published, message });
    }
  };

  const createAndPublish = async (input: CreateApi) => {
    setProgress({ phase: "saving" });
    const operationKey = key("createAndPublish", input);
    const outcome = await callAction(() => actions.createAndPublish(signed({ ...input, operationKey })));
    if (outcome.ok) {
      await waitUntilLive(outcome.value);
      return outcome;
    }
    const belongsToFields = Object.keys(outcome.fields ?? {}).length > 0;
    setProgress(belongsToFields ? null : { phase: "failed", step: stepOf(outcome), refusal: outcome });
    return outcome;
  };

  return {
    isCreating,
    progress,
    create,
    createAndPublish,
    waitUntilLive,
    closeProgress: () => setProgress(null),
  };
}

/** Null once every gateway serves it; otherwise what to tell the person. */
async function waitForGateways(
  published: Published,
  servingStatus: CreationActions["servingStatus"],
): Promise<string | null> {
  const start = Date.now();
  for (;;) {
    const outcome = await callAction(() => servingStatus(published));
    if (outcome.ok && outcome.value.alive > 0 && outcome.value.serving >= outcome.value.alive) return null;
    const patience = outcome.ok && outcome.value.alive === 0 ? patienceWithoutGatewayMs : patienceMs;
    if (Date.now() - start >= patience) return lateMessage(outcome);
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}

function lateMessage(outcome: Outcome<{ readonly alive: number; readonly serving: number }>): string {
  if (!outcome.ok)
    return `The API is published. Whether the gateways serve it is not known: ${outcome.message}`;
  const { alive, serving } = outcome.value;
  return alive === 0
    ? "The API is published, but no gateway is running. It goes live by itself as soon as one starts."
    : `The API is published, but only ${serving} of ${alive} gateways serve it yet. The others follow by themselves.`;
}
