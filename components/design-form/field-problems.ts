// What stands at a form's field: the browser's word or the server's, and when it is time for it. Pure.
import type { Outcome, Refusal } from "#lib/kernel/outcome.ts";
import { isSame } from "./rebase.ts";

/** What the server said, and the values it was about. */
export type Answer<Values> = { readonly refusal: Refusal; readonly about: Values };

/** What is wrong with a field, or with the part of it at a dotted path, where it is time to say so. */
export type FieldProblem<Values> = (field: keyof Values & string, within?: string) => string | undefined;

type Judged<Values> = {
  readonly values: Values;
  /** What the browser's check makes of the values. */
  readonly checked: Outcome<unknown>;
  /** True where the browser's word on a field is told; left to wait, it disturbs nobody who is still typing. */
  readonly isShown: (field: keyof Values & string) => boolean;
  readonly answer: Answer<Values> | null;
};

/** The browser's word on a field where it is time for it; otherwise the server's, as long as the field is as it was sent. */
export function problemsOf<Values extends object>(judged: Judged<Values>): FieldProblem<Values> {
  const { values, checked, isShown, answer } = judged;
  return (field, within) => {
    const path = within === undefined ? field : `${field}.${within}`;
    const local = checked.ok || !isShown(field) ? undefined : firstProblem(checked, path);
    const isAsSent = answer !== null && isSame(answer.about[field], values[field]);
    return local ?? (isAsSent ? firstProblem(answer.refusal, path) : undefined);
  };
}

/** First message of a field or of what lies within it. */
function firstProblem({ fields = {} }: Refusal, field: string): string | undefined {
  const path = Object.keys(fields).find((key) => key === field || key.startsWith(`${field}.`));
  return path === undefined ? undefined : fields[path]?.[0];
}
