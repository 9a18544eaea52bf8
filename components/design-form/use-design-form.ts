"use client";
// A settings form of an API: checks while typing by the schema the server uses, saves with the version it started from,
// survives reloads and other people's saves.
import { useRouter } from "next/navigation";
import { type RefObject, useEffect, useEffectEvent, useRef, useState } from "react";
import type { z } from "zod";
import { useCurrentPerson } from "#components/ui/current-person.tsx";
import { type Action, outdatesPage, useAction } from "#components/ui/use-action.ts";
import type { Refusal } from "#lib/kernel/outcome.ts";
import { parseInput } from "#lib/kernel/parse-input.ts";
import type { FieldProblem } from "./field-problems.ts";
import {
  acceptSave,
  cleanDraft,
  contest,
  type DraftNotice,
  type FormDraft,
  followServer,
  isDirty,
  reviveDraft,
  settleField,
  storable,
} from "./form-draft.ts";
import { noteOwnSave } from "./own-saves.ts";
import { isSame } from "./rebase.ts";
import { useNoteStep } from "./saved-steps.ts";
import { draftKey, readDraft, writeDraft } from "./stored-draft.ts";
import { type SaveForm, useUnsavedForm } from "./unsaved-forms.ts";
import { type FormEngine, useFormEngine } from "./use-form-engine.ts";
import { useLeaveWarning } from "./use-leave-warning.ts";

type DesignFormOptions<Values extends object, Parsed extends object> = {
  readonly apiId: string;
  /** Name of the form, for its stored draft. */
  readonly form: string;
  readonly etag: number;
  readonly saved: Values;
  readonly schema: z.ZodType<Parsed, Values>;
  readonly save: Action<{ apiId: string; etag: number } & Parsed, { etag: number }>;
  /** What happens instead of a save while something that both changed is to be settled; left out, mine is saved. */
  readonly onUnsettled?: () => void;
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
  /** Settles one field that both changed: mine stays, or theirs takes its place. */
  readonly settleField: (field: keyof Values & string, choice: "mine" | "theirs") => void;
  /** Puts values into the form that are to be settled against the server's, with what they were made of. */
  readonly contest: (patch: Partial<Values>, ancestor: Partial<Values>) => void;
  /** What is wrong with a field, or with the part of it at a dotted path, once it was changed or a save was tried. */
  readonly problem: FieldProblem<Values>;
  readonly hasTried: FormEngine<Values>["hasTried"];
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
  const [savedEtag, setSavedEtag] = useState(0);
  const parsed = parseInput(options.schema, draft.values);
  const engine = useFormEngine({
    values: draft.values,
    checked: parsed,
    isShown: (field) => !isSame(draft.values[field], draft.base.values[field]),
  });

  const noteSavedStep = useNoteStep(options.apiId, options.form);
  const submit = async () => {
    if (action.isPending) return null;
    const { values, base, notice } = draft;
    if (options.onUnsettled && notice?.kind === "merged" && notice.collisions.length > 0) {
      options.onUnsettled();
      return null;
    }
    const outcome = await engine.attempt(parsed, (input) =>
      action.run({ apiId: options.apiId, etag: base.etag, ...input }),
    );
    if (outcome.ok) {
      setDraft((current) => acceptSave(current, values, outcome.value.etag));
      setSavedEtag(outcome.value.etag);
      noteOwnSave(options.apiId, outcome.value.etag);
      noteSavedStep(base.etag, outcome.value.etag);
    } else if (outcome.code === "stale") noteStale();
    if (outdatesPage(outcome)) router.refresh();
    return outcome.ok ? outcome.value.etag : null;
  };
  useUnsavedForm(options.form, isChanged, submit);
  const noteStale = useSecondAttempt(draft, submit);
  return {
    values: draft.values,
    typed: (options.withoutSecrets ?? itself)(draft.values),
    set: (patch) => setDraft((current) => ({ ...current, values: { ...current.values, ...patch } })),
    settle: () => {
      setDraft((current) => ({ ...current, notice: null }));
      engine.dismiss();
    },
    settleField: (field, choice) => setDraft((current) => settleField(current, field, choice)),
    contest: (patch, ancestor) => setDraft((current) => contest(current, patch, ancestor)),
    problem: engine.problem,
    hasTried: engine.hasTried,
    etag: draft.base.etag,
    submit,
    reset: () => {
      setDraft((current) => cleanDraft(current.base));
      engine.forget();
    },
    isDirty: isChanged,
    isPending: action.isPending,
    isSaved: savedEtag === draft.base.etag && !isChanged,
    refusal: shownRefusal(engine.refusal, draft.notice),
    notice: draft.notice,
    formRef: engine.formRef,
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
    if (isRestored) writeDraft(key, isDirty(draft) ? storable(draft, withoutSecrets) : null);
  }, [key, draft, isRestored, withoutSecrets]);
  useLeaveWarning(isChanged);
  return { draft, setDraft, isChanged };
}
