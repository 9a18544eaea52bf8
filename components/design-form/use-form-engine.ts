"use client";
// What every form does between its values and the server: an attempt is checked, then sent; a refusal stands at its field
// and brings the keyboard there. The values are the caller's: drafts, versions and merging are none of its business.
import { type RefObject, useEffect, useRef, useState } from "react";
import type { Outcome, Refusal } from "#lib/kernel/outcome.ts";
import { type Answer, type FieldProblem, problemsOf } from "./field-problems.ts";

type FormEngineOptions<Values> = {
  readonly values: Values;
  /** What the browser's check makes of the values. */
  readonly checked: Outcome<unknown>;
  /** True where a field's problem is told before anything was tried. */
  readonly isShown: (field: keyof Values & string) => boolean;
};

export type FormEngine<Values> = {
  readonly formRef: RefObject<HTMLFormElement | null>;
  /** True once an attempt was made since the last one that arrived: what is still empty is wrong from then on. */
  readonly hasTried: boolean;
  readonly problem: FieldProblem<Values>;
  /** What the server answered last, where that was no. */
  readonly refusal: Refusal | null;
  /** Sends what the check let through; what it did not is the outcome itself. */
  readonly attempt: <Checked, Value>(
    checked: Outcome<Checked>,
    send: (input: Checked) => Promise<Outcome<Value>>,
  ) => Promise<Outcome<Value>>;
  /** Forgets what the server said. */
  readonly dismiss: () => void;
  /** Forgets that anything was tried, too. */
  readonly forget: () => void;
};

export function useFormEngine<Values extends object>(options: FormEngineOptions<Values>): FormEngine<Values> {
  const { values, checked, isShown } = options;
  const [hasTried, setHasTried] = useState(false);
  const [answer, setAnswer] = useState<Answer<Values> | null>(null);
  const { formRef, focusProblem, stopFocusing } = useFocusOnProblem();
  const forget = () => {
    setHasTried(false);
    setAnswer(null);
    stopFocusing();
  };
  return {
    formRef,
    hasTried,
    problem: problemsOf({ values, checked, answer, isShown: (field) => hasTried || isShown(field) }),
    refusal: answer?.refusal ?? null,
    attempt: async (input, send) => {
      setHasTried(true);
      if (!input.ok) {
        focusProblem(input);
        return input;
      }
      setAnswer(null);
      const outcome = await send(input.value);
      if (outcome.ok) forget();
      else {
        setAnswer({ refusal: outcome, about: values });
        focusProblem(outcome);
      }
      return outcome;
    },
    dismiss: () => setAnswer(null),
    forget,
  };
}

const retryMs = 50;
const maxRetries = 20;

/**
 * After a refused attempt the keyboard goes to the first field that is wrong. It may take a moment to be there: rows open
 * and load their fields, a dialog closes and gives the focus back.
 */
function useFocusOnProblem() {
  const formRef = useRef<HTMLFormElement>(null);
  const [attempts, setAttempts] = useState(0);
  useEffect(() => {
    if (attempts === 0 || focusFirstProblem(formRef.current)) return;
    let retries = 0;
    const timer = setInterval(() => {
      retries += 1;
      if (focusFirstProblem(formRef.current) || retries === maxRetries) clearInterval(timer);
    }, retryMs);
    return () => clearInterval(timer);
  }, [attempts]);
  return {
    formRef,
    /** Does nothing where the refusal is of no field: the keyboard stays where it is. */
    focusProblem: ({ fields = {} }: Refusal) => {
      if (Object.keys(fields).length > 0) setAttempts((count) => count + 1);
    },
    stopFocusing: () => setAttempts(0),
  };
}

/** False where there is none yet, or where it is hidden still and does not take the focus. */
function focusFirstProblem(form: HTMLFormElement | null): boolean {
  const wrong = form?.querySelector<HTMLElement>('[aria-invalid="true"]');
  wrong?.focus();
  return wrong?.contains(document.activeElement) ?? false;
}
