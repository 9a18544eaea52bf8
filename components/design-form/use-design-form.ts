"use client";
// A settings form of an API: checks while typing by the schema the server uses, saves with the version it started from,
// survives reloads and other people's saves.
import { useRouter } from "next/navigation";
import { type RefObject, useEffect, useEffectEvent, useRef, useState } from "react";
import type { z } from "zod";
import { useCurrentPerson } from "#components/ui/current-person.tsx";
import { type Action, outdatesPage, useAction } from "#components/ui/use-action.ts";
import type { Outcome, Refusal } from "#lib/kernel/outcome.ts";
import { parseInput } from "#lib/kernel/parse-input.ts";
import {
  acceptSave,
  cleanDraft,
  contest,
  type DraftNotice,
  type FormDraft,
  followServer,
  isDirty,
  reviveDraft,
  storable,
} from "./form-draft.ts";
import { noteOwnSave } from "./own-saves.ts";
import { isSame } from "./rebase.ts";
import { draftKey, readDraft, writeDraft } from "./stored-draft.ts";
import { type SaveForm, useUnsavedForm } from "./unsaved-forms.ts";
import { useLeaveWarning } from "./use-leave-warning.ts";

type DesignFormOptions<Values extends object, Parsed extends object> = {
  readonly apiId: string;
  /** Name of the form, for its stored draft. */
  readonly form: string;
  readonly etag: number;
  readonly saved: Values;
  readonly schema: z.ZodType<Parsed, Values>;
  readonly save: Action<{ apiId: string; etag: number } & Parsed, { etag: number }>;
  /** The values less what must not be kept in the browser's storage; left out, all of them may be. */
  readonly withoutSecrets?: (values: Values) => Values;
};

export type DesignForm<Values> = {
  readonly values: Values;
  /** The values as a person may take them along: no secrets. */
  readonly typed: Values;
  readonly set: (patch: Partial<Values>) => void;
  /** Says that what both changed is decided: the values are what a save shall put in the place of theirs. */
  readonly settle: () => void;
  /** Puts values that had made room for the server's back: where they differ they are to be settled again. */
  readonly contest: (patch: Partial<Values>) => void;
  /** What is wrong with a field, or with the part of it at a dotted path, once it was changed or a save was tried. */
  readonly problem: (field: keyof Values & string, within?: string) => string | undefined;
  /** True once a save was tried since the last one that arrived: what is still empty is wrong from then on. */
  readonly hasTried: boolean;
  /** Version of the API that the values started from. */
  readonly etag: number;
  /** Resolves to the version that holds the values now; null where they could not be saved. */
  readonly submit: SaveForm;
  readonly reset: () => void;
  readonly isDirty: boolean;
  readonly isPending: boolean;
  readonly isSaved: boolean;
  readonly refusal: Refusal | null;
  readonly notice: DraftNotice<Values> | null;
  readonly formRef: RefObject<HTMLFormElement | null>;
};

export function useDesignForm<Values extends object, Parsed extends object>(
  options: DesignFormOptions<Values, Parsed>,
): DesignForm<Values> {
  const router = useRouter();
  const { draft, setDraft, isChanged } = useFormDraft(options);
  const action = useAction(options.save);
  const [sent, setSent] = useState<Values | null>(null);
  const [savedEtag, setSavedEtag] = useState(0);
  const { formRef, attempts, noteAttempt, forgetAttempts } = useFocusOnProblem();
  const parsed = parseInput(options.schema, draft.values);

  const submit = async () => {
    setSent(draft.values);
    noteAttempt();
    if (!parsed.ok || action.isPending) return null;
    const values = draft.values;
    const outcome = await action.run({ apiId: options.apiId, etag: draft.base.etag, ...parsed.value });
    if (outcome.ok) {
      setDraft((current) => acceptSave(current, values, outcome.value.etag));
      setSavedEtag(outcome.value.etag);
      noteOwnSave(options.apiId, outcome.value.etag);
      forgetAttempts();
    } else {
      noteAttempt();
      if (outcome.code === "stale") noteStale();
    }
    if (outdatesPage(outcome)) router.refresh();
    return outcome.ok ? outcome.value.etag : null;
  };
  useUnsavedForm(options.form, isChanged, submit);
  const noteStale = useSecondAttempt(draft, submit);
  const reset = () => {
    setDraft((current) => cleanDraft(current.base));
    action.clear();
    forgetAttempts();
  };
  const problem = problemsOf({ draft, parsed, sent, refusal: action.refusal, hasTried: attempts > 0 });
  return {
    values: draft.values,
    typed: (options.withoutSecrets ?? itself)(draft.values),
    set: (patch) => setDraft((current) => ({ ...current, values: { ...current.values, ...patch } })),
    settle: () => {
      setDraft((current) => ({ ...current, notice: null }));
      action.clear();
    },
    contest: (patch) => setDraft((current) => contest(current, patch)),
    problem,
    hasTried: attempts > 0,
    etag: draft.base.etag,
    submit,
    reset,
    isDirty: isChanged,
    isPending: action.isPending,
    isSaved: savedEtag === draft.base.etag && !isChanged,
    refusal: shownRefusal(action.refusal, draft.notice),
    notice: draft.notice,
    formRef,
  };
}

type Judged<Values> = {
  readonly draft: FormDraft<Values>;
  readonly parsed: Outcome<unknown>;
  readonly sent: Values | null;
  readonly refusal: Refusal | null;
  readonly hasTried: boolean;
};

/** The browser's word on a field where it is time for it; otherwise the server's, as long as the field is as it was sent. */
function problemsOf<Values extends object>(judged: Judged<Values>): DesignForm<Values>["problem"] {
  const { draft, parsed, sent, refusal, hasTried } = judged;
  return (field, within) => {
    const path = within === undefined ? field : `${field}.${within}`;
    const isShown = hasTried || !isSame(draft.values[field], draft.base.values[field]);
    const local = parsed.ok || !isShown ? undefined : firstProblem(parsed, path);
    const isAsSent = sent !== null && isSame(sent[field], draft.values[field]);
    return local ?? (isAsSent && refusal ? firstProblem(refusal, path) : undefined);
  };
}

/** Sends a stale save again by itself where somebody saved other settings of the API only: that is no conflict. */
function useSecondAttempt<Values>(draft: FormDraft<Values>, submit: SaveForm): () => void {
  /** Version whose save was refused, until the latest has come in. */
  const [refusedAt, setRefusedAt] = useState<number | null>(null);
  const submitAgain = useEffectEvent(submit);
  const { base, notice } = draft;
  useEffect(() => {
    if (refusedAt === null || base.etag <= refusedAt) return;
    setRefusedAt(null);
    if (notice?.kind !== "merged") void submitAgain();
  }, [refusedAt, base.etag, notice]);
  return () => setRefusedAt(base.etag);
}

/** First message of a field or of what lies within it. */
function firstProblem({ fields = {} }: Refusal, field: string): string | undefined {
  const path = Object.keys(fields).find((key) => key === field || key.startsWith(`${field}.`));
  return path === undefined ? undefined : fields[path]?.[0];
}

/** A conflict is told by the notice once the latest version has come in; it is on its way already. */
function shownRefusal<Values>(refusal: Refusal | null, notice: DraftNotice<Values> | null): Refusal | null {
  if (refusal?.code !== "stale") return refusal;
  if (notice?.kind === "merged") return null;
  return {
    ...refusal,
    message: "Someone else saved this API meanwhile. Getting their version, yours is kept…",
  };
}

function itself<Values>(values: Values): Values {
  return values;
}

function useFormDraft<Values extends object, Parsed extends object>(
  options: DesignFormOptions<Values, Parsed>,
) {
  const latest = { etag: options.etag, values: options.saved };
  const { withoutSecrets = itself } = options;
  const [stored, setDraft] = useState(() => cleanDraft(latest));
  const draft = followServer(stored, latest);
  if (draft !== stored) setDraft(draft);
  const isChanged = isDirty(draft);
  const key = draftKey(useCurrentPerson()?.id ?? "", options.apiId, options.form);
  const [isRestored, setIsRestored] = useState(false);
  const atStart = useRef(latest);
  useEffect(() => {
    const revived = reviveDraft(readDraft(key), atStart.current);
    if (revived) setDraft(revived);
    setIsRestored(true);
  }, [key]);
  useEffect(() => {
    const { base, values } = draft;
    const kept = {
      ...draft,
      base: { ...base, values: withoutSecrets(base.values) },
      values: withoutSecrets(values),
    };
    if (isRestored) writeDraft(key, isDirty(draft) ? storable(kept) : null);
  }, [key, draft, isRestored, withoutSecrets]);
  useLeaveWarning(isChanged);
  return { draft, setDraft, isChanged };
}

/** After a refused attempt the keyboard goes to the first field that is wrong. */
function useFocusOnProblem() {
  const formRef = useRef<HTMLFormElement>(null);
  const [attempts, setAttempts] = useState(0);
  useEffect(() => {
    if (attempts > 0) formRef.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [attempts]);
  return {
    formRef,
    attempts,
    noteAttempt: () => setAttempts((count) => count + 1),
    forgetAttempts: () => setAttempts(0),
  };
}
