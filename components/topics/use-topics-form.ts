"use client";
// Saving the topics: the draft, what is wrong with it, which rows are open, and the way to the server and back.
import { useRouter } from "next/navigation";
import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { noteOwnSave } from "#components/design-form/own-saves.ts";
import { type SaveForm, useUnsavedForm } from "#components/design-form/unsaved-forms.ts";
import { type Action, outdatesPage, useAction } from "#components/ui/use-action.ts";
import type { Refusal } from "#lib/kernel/outcome.ts";
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
  const { formRef, focusProblem } = useFocusOnProblem();
  const [savedEtag, setSavedEtag] = useState(0);
  const { judge, load } = useTopicJudge(isRefused);
  const problems = useMemo(() => judge?.draftProblems(state.draft) ?? noProblems, [judge, state.draft]);

  const save = async () => {
    if (action.isPending) return null;
    const found = (await load()).draftProblems(state.draft);
    if (found.rows.size > 0 || found.list !== null) {
      rows.open(found.rows.keys());
      focusProblem();
      return null;
    }
    const outcome = await action.run({ apiId, etag: state.etag, topics: topicsToSave(state.draft) });
    if (outcome.ok) {
      rows.follow(state.draft, draftOf(outcome.value.topics));
      state.accept(outcome.value);
      setSavedEtag(outcome.value.etag);
      noteOwnSave(apiId, outcome.value.etag);
    }
    if (outdatesPage(outcome)) router.refresh();
    return outcome.ok ? outcome.value.etag : null;
  };
  useUnsavedForm("topics", state.isDirty, save);
  const reset = () => {
    state.change({ kind: "reset" });
    action.clear();
  };
  const isTold = action.refusal?.code === "stale" && (state.isConflict || state.notice !== null);
  const settle = (choose: () => void) => () => {
    choose();
    action.clear();
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
    refusal: isTold ? null : action.refusal,
    formRef,
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

/** Brings the keyboard to the first field that is wrong, once the rows with problems are open and their fields loaded. */
function useFocusOnProblem() {
  const formRef = useRef<HTMLFormElement>(null);
  const [attempts, setAttempts] = useState(0);
  useEffect(() => {
    if (attempts === 0) return;
    let tries = 0;
    const timer = setInterval(() => {
      const wrong = formRef.current?.querySelector<HTMLElement>('[aria-invalid="true"]');
      wrong?.focus();
      tries += 1;
      if (wrong || tries === 20) clearInterval(timer);
    }, 50);
    return () => clearInterval(timer);
  }, [attempts]);
  return { formRef, focusProblem: () => setAttempts((count) => count + 1) };
}
