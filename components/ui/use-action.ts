"use client";
// One server action of a button or dialog: whether it runs, and why it was refused.
import { useCallback, useState } from "react";
import { callAction } from "#components/ui/call-action.ts";
import { useCurrentPerson } from "#components/ui/current-person.tsx";
import type { Outcome, Refusal } from "#lib/kernel/outcome.ts";

export type Action<Input, Value> = (input: Input) => Promise<Outcome<Value>>;

type ActionState<Input, Value> = {
  readonly run: (input: Input) => Promise<Outcome<Value>>;
  readonly isPending: boolean;
  readonly refusal: Refusal | null;
  /** Forgets the refusal: when a dialog is closed. */
  readonly clear: () => void;
};

export function useAction<Input extends object, Value>(
  action: Action<Input, Value>,
): ActionState<Input, Value> {
  const signed = useSigned();
  const [isPending, setIsPending] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const run = useCallback(
    async (input: Input) => {
      setIsPending(true);
      setRefusal(null);
      const outcome = await callAction(() => action(signed(input)));
      setIsPending(false);
      if (!outcome.ok) setRefusal(outcome);
      return outcome;
    },
    [action, signed],
  );
  const clear = useCallback(() => setRefusal(null), []);
  return { run, isPending, refusal, clear };
}

/** Puts on an action's input for whom it is: the server refuses it where somebody else has signed in meanwhile. */
export function useSigned(): <Input extends object>(input: Input) => Input {
  const asPerson = useCurrentPerson()?.id;
  return useCallback((input) => ({ ...input, asPerson }), [asPerson]);
}

/**
 * True where the page shows something that is no longer so: after a success, and after a refusal because of what somebody
 * else saved. An ended session is none of these, nor is an API that is gone: fetching the page anew would lead away from
 * the form, and from what was typed.
 */
export function outdatesPage(outcome: Outcome<unknown>): boolean {
  return outcome.ok || outcome.code === "stale";
}
