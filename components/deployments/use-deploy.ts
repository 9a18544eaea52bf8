"use client";
// Deploys the current design and follows it until the gateways serve it.
import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent, useState } from "react";
import { seenEtag } from "#components/design-form/own-saves.ts";
import { callAction } from "#components/ui/call-action.ts";
import { type Action, outdatesPage, useAction } from "#components/ui/use-action.ts";
import type { Outcome, Refusal } from "#lib/kernel/outcome.ts";

/** `etag` is the version of the API that the person sees: only that one is deployed. */
type DeployInput = { apiId: string; etag: number; note: string; environmentIds: string[] };
type Deployed = { revisionNumber: number; routingRevision: number; isNoop: boolean };
type Serving = { alive: number; serving: number };

export type DeployActions = {
  readonly deploy: Action<DeployInput, Deployed>;
  readonly servingStatus: Action<{ apiId: string; routingRevision: number }, Serving>;
};

export type DeployProgress = Deployed & { readonly serving: Serving | null };

type DeployState = {
  readonly run: (deployment: Omit<DeployInput, "apiId">) => Promise<Outcome<Deployed>>;
  readonly isPending: boolean;
  readonly refusal: Refusal | null;
  /** Null until something was deployed here. */
  readonly progress: DeployProgress | null;
  readonly clear: () => void;
};

const firstPollMs = 300;
const slowestPollMs = 3_000;
/** With growing pauses, about twenty seconds. */
const maxPolls = 12;

export function useDeploy(apiId: string, actions: DeployActions): DeployState {
  const router = useRouter();
  const action = useAction(actions.deploy);
  const [deployed, setDeployed] = useState<Deployed | null>(null);
  const serving = useServing(apiId, deployed, actions.servingStatus);
  const run: DeployState["run"] = async (deployment) => {
    setDeployed(null);
    const outcome = await action.run({ apiId, ...deployment, etag: seenEtag(apiId, deployment.etag) });
    if (outcome.ok) setDeployed(outcome.value);
    if (outdatesPage(outcome)) router.refresh(); // after `stale` the next press deploys what is seen by then
    return outcome;
  };
  const clear = () => {
    setDeployed(null);
    action.clear();
  };
  return {
    run,
    isPending: action.isPending,
    refusal: action.refusal,
    progress: deployed && { ...deployed, serving },
    clear,
  };
}

/** Asks until every gateway that is alive serves the deployment, in growing pauses, and then no more. */
function useServing(
  apiId: string,
  deployed: Deployed | null,
  servingStatus: DeployActions["servingStatus"],
): Serving | null {
  const router = useRouter();
  const [serving, setServing] = useState<Serving | null>(null);
  // Refreshing the page brings a new `servingStatus`: were it a reason to begin anew, the end would be a beginning.
  const ask = useEffectEvent((routingRevision: number) =>
    callAction(() => servingStatus({ apiId, routingRevision })),
  );
  const finish = useEffectEvent(() => router.refresh()); // the page counts the gateways too
  useEffect(() => {
    setServing(null);
    if (deployed === null) return;
    let polls = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;
    const poll = async () => {
      const outcome = await ask(deployed.routingRevision);
      if (isOver) return;
      if (outcome.ok) setServing(outcome.value);
      const isDone = outcome.ok && outcome.value.alive > 0 && outcome.value.serving >= outcome.value.alive;
      polls += 1;
      if (isDone || polls === maxPolls) finish();
      else timer = setTimeout(poll, Math.min(firstPollMs * 1.5 ** polls, slowestPollMs));
    };
    void poll();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [deployed]);
  return serving;
}

/** One sentence on how far a deployment has come. */
export function deployMessage({ revisionNumber, isNoop, serving }: DeployProgress): string {
  const what = isNoop
    ? `Revision ${revisionNumber} was live already: nothing changed.`
    : `Revision ${revisionNumber} is deployed.`;
  if (serving === null) return `${what} Waiting for the gateways…`;
  if (serving.alive === 0)
    return `${what} No gateway is running at the moment; it goes live when one starts.`;
  if (serving.serving < serving.alive)
    return `${what} ${serving.serving} of ${serving.alive} gateways serve it so far…`;
  return `${what} Live on ${serving.alive === 1 ? "the gateway" : `all ${serving.alive} gateways`}.`;
}
