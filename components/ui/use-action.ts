"use client";
// One server action of a button or dialog: whether it runs, and why it was refused.
import { useCallback, useState } from "react";
import { callAction } from "#components/ui/call-action.ts";
import type { Outcome, Refusal } from "#lib/kernel/outcome.ts";

export type Action<Input, Value> = (input: Input) => Promise<Outcome<Value>>;

type ActionState<Input, Value> = {
  readonly run: (input: Input) => Promise<Outcome<Value>>;
  readonly isPending: boolean;
  readonly refusal: Refusal | null;
  /** Forgets the refusal: when a dialog is closed. */
  readonly clear: () => void;
};

export function useAction<Input, Value>(action: Action<Input, Value>): ActionState<Input, Value> {
  const [isPending, setIsPending] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const run = useCallback(
    async (input: Input) => {
      setIsPending(true);
      setRefusal(null);
      const outcome = await callAction(() => action(input));
      setIsPending(false);
      if (!outcome.ok) setRefusal(outcome);
      return outcome;
    },
    [action],
  );
  const clear = useCallback(() => setRefusal(null), []);
  return { run, isPending, refusal, clear };
}

/**
 * True where the page shows something that is no longer so: after a success, and after a refusal because of what somebody
 * else did. An ended session is none of these: fetching the page anew would lead to the sign-in page and away from the form.
 */
export function outdatesPage(outcome: Outcome<unknown>): boolean {
  return outcome.ok || outcome.code === "stale" || outcome.code === "not_found";
}
