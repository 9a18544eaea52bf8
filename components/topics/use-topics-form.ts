"use client";
// Saving the topics: the draft, what is wrong with it, which rows are open, and the way to the server and back.
import { useRouter } from "next/navigation";
import { type RefObject, useCallback, useMemo, useState } from "react";
import { noteOwnSave } from "#components/design-form/own-saves.ts";
import { useNoteStep } from "#components/design-form/saved-steps.ts";
import { type SaveForm, useUnsavedForm } from "#components/design-form/unsaved-forms.ts";
import { useFormEngine } from "#components/design-form/use-form-engine.ts";
import { type Action, outdatesPage, useAction } from "#components/ui/use-action.ts";
import { done, type Outcome, type Refusal, refuse } from "#lib/kernel/outcome.ts";
import type { Topic } from "#lib/topics/topic.ts";
import { draftOf, type TopicDraft, topicsToSave } from "#lib/topics/topic-draft.ts";
import type { DraftProblems } from "#lib/topics/topic-problems.ts";
import { type SavedTopics, type TopicDraftState, useTopicDraft } from "./use-topic-draft.ts";
import { type TopicJudge, useTopicJudge } from "./use-topic-judge.ts";

export type SaveTopics = Action<
  { apiId: string; etag: number; topics: Topic[] },
  { etag: number; topics: readonly Topic[] }
>;

const noProblems: DraftProblems = { rows: new Map(), list: null };

export type TopicsForm = TopicDraftState &
  TopicJudge & {
    readonly problems: DraftProblems;
    readonly openRows: ReadonlySet<string>;
    readonly toggle: (id: string) => void;
    /** Resolves to the version that holds the topics now; null where they could not be saved. */
    readonly save: SaveForm;
    readonly reset: () => void;
    readonly isPending: boolean;
    readonly isSaved: boolean;
    readonly refusal: Refusal | null;
    readonly formRef: RefObject<HTMLFormElement | null>;
  };

type TopicsFormOptions = {
  readonly apiId: string;
  readonly saved: SavedTopics;
  /** True where the saved topics themselves are refused: the judge is loaded at once. */
  readonly isRefused: boolean;
  readonly saveTopics: SaveTopics;
};

export function useTopicsForm({ apiId, saved, isRefused, saveTopics }: TopicsFormOptions): TopicsForm {
  const router = useRouter();
  const state = useTopicDraft(apiId, saved);
  const action = useAction(saveTopics);
  const rows = useOpenRows();
  const [savedEtag, setSavedEtag] = useState(0);
  const { judge, load } = useTopicJudge(isRefused);
  const problems = useMemo(() => judge?.draftProblems(state.draft) ?? noProblems, [judge, state.draft]);
  const engine = useFormEngine({ values: state.draft, checked: judged(problems), isShown: () => true });

  const noteStep = useNoteStep(apiId, "topics");
  const save = async () => {
    if (action.isPending) return null;
    const found = (await load()).draftProblems(state.draft);
    rows.open(found.rows.keys());
    const outcome = await engine.attempt(judged(found), () =>
      action.run({ apiId, etag: state.etag, topics: topicsToSave(state.draft) }),
    );
    if (outcome.ok) {
      rows.follow(state.draft, draftOf(outcome.value.topics));
      state.accept(outcome.value);
      setSavedEtag(outcome.value.etag);
      noteOwnSave(apiId, outcome.value.etag);
      noteStep(state.etag, outcome.value.etag);
    }
    if (outdatesPage(outcome)) router.refresh();
    return outcome.ok ? outcome.value.etag : null;
  };
  useUnsavedForm("topics", state.isDirty, save);
  const reset = () => {
    state.change({ kind: "reset" });
    engine.forget();
  };
  const isTold = engine.refusal?.code === "stale" && (state.isConflict || state.notice !== null);
  const settle = (choose: () => void) => () => {
    choose();
    engine.dismiss();
  };
  return {
    ...state,
    applyOnTheirs: settle(state.applyOnTheirs),
    takeTheirs: settle(state.takeTheirs),
    judge,
    load,
    problems,
    openRows: rows.ids,
    toggle: rows.toggle,
    save,
    reset,
    isPending: action.isPending,
    isSaved: savedEtag === state.etag && !state.isDirty,
    refusal: isTold ? null : engine.refusal,
    formRef: engine.formRef,
  };
}

function useOpenRows() {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const toggle = useCallback((id: string) => setIds((before) => toggled(before, id)), []);
  return {
    ids,
    toggle,
    open: (more: Iterable<string>) => setIds((before) => new Set([...before, ...more])),
    /** A saved topic gets an id of its own; its row stays open. */
    follow: (before: TopicDraft, after: TopicDraft) => {
      const addresses = before.rows.filter((row) => ids.has(row.id)).map((row) => row.topic.address);
      setIds(new Set(after.rows.filter((row) => addresses.includes(row.topic.address)).map((row) => row.id)));
    },
  };
}

function toggled(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return next;
}

/** The judge's word as the outcome of a check; which rows it is about stands in the problems themselves. */
function judged({ rows, list }: DraftProblems): Outcome<null> {
  return rows.size === 0 && list === null
    ? done(null)
    : refuse("invalid", "Check the marked topics.", "rows");
}
