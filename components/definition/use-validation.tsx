"use client";
// Has a text judged by the reference parser on the server when somebody asks for it. Its verdict stands until the text changes.
import Button from "@mui/material/Button";
import { type ReactNode, useEffect, useState } from "react";
import { FormError } from "#components/ui/form-error.tsx";
import { type Action, useAction } from "#components/ui/use-action.ts";
import type { Diagnostic } from "#lib/asyncapi/diagnostic.ts";
import type { CodeFindings } from "./code-marks.ts";

export type Validate = Action<{ text: string }, readonly Diagnostic[]>;

export type Validation = {
  /** All that was found in the text as it is; null until somebody asked. */
  readonly verdict: CodeFindings | null;
  /** What was found, in words, for people who do not see the list. Empty until somebody asked. */
  readonly said: string;
  readonly button: ReactNode;
  /** Why there is no verdict. */
  readonly problem: ReactNode;
};

export function useValidation(text: string, validate: Validate): Validation {
  const { run, isPending, refusal, clear } = useAction(validate);
  const [judged, setJudged] = useState<CodeFindings | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was refused is of another text once it changes
  useEffect(clear, [text, clear]);
  const ask = async () => {
    const outcome = await run({ text });
    if (outcome.ok) setJudged({ text, diagnostics: outcome.value });
  };
  const verdict = judged?.text === text ? judged : null;
  return {
    verdict,
    said: verdict === null ? "" : verdictWords(verdict.diagnostics),
    button: (
      <Button type="button" size="small" disabled={isPending} onClick={() => void ask()}>
        {isPending ? "Validating…" : "Validate"}
      </Button>
    ),
    problem: <FormError refusal={refusal} />,
  };
}

function verdictWords(found: readonly Diagnostic[]): string {
  const errors = found.filter(({ severity }) => severity === "error").length;
  const others = found.length - errors;
  const counted = [count(errors, "error"), count(others, "warning or hint", "warnings and hints")].filter(
    (words) => words !== "",
  );
  const rest = counted.length === 0 ? "nothing is wrong with it." : `${counted.join(", ")}.`;
  return `Validated by the AsyncAPI parser: ${rest}`;
}

function count(number: number, one: string, many = `${one}s`): string {
  return number === 0 ? "" : `${number} ${number === 1 ? one : many}`;
}
