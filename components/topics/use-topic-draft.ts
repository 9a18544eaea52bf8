"use client";
// The draft of an API's topics on the page: kept over reloads, followed by the server's version, never lost to it.
import { useEffect, useRef, useState } from "react";
import { draftKey, readDraft, writeDraft } from "#components/design-form/stored-draft.ts";
import { useLeaveWarning } from "#components/design-form/use-leave-warning.ts";
import { useCurrentPerson } from "#components/ui/current-person.tsx";
import type { Topic } from "#lib/topics/topic.ts";
import { type DraftChange, draftOf, isChanged, type TopicDraft } from "#lib/topics/topic-draft.ts";
import { noHistory, redoStep, type TopicHistory, takeStep, undoStep } from "#lib/topics/topic-history.ts";
import { type Collision, isSameTopics, mergeDraft } from "#lib/topics/topic-merge.ts";

/** The topics as the server has them. */
export type SavedTopics = { readonly etag: number; readonly topics: readonly Topic[] };

type State = {
  /** Version of the API the next save starts from. */
  readonly etag: number;
  readonly draft: TopicDraft;
  /** Steps since the page was opened or the server's version came in; a reload keeps the draft only. */
  readonly history: TopicHistory;
  readonly notice: "restored" | "others_unrelated" | null;
  readonly collisions: readonly Collision[];
};

export type TopicDraftState = State & {
  readonly isDirty: boolean;
  /** True where somebody else changed the topics and the draft has changes too: a person has to choose. */
  readonly isConflict: boolean;
  readonly change: (change: DraftChange) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly accept: (saved: SavedTopics) => void;
  /** Puts my changes on top of the latest version. */
  readonly applyOnTheirs: () => void;
  readonly takeTheirs: () => void;
  readonly dismissCollision: (collision: Collision) => void;
};

function cleanState({ etag, topics }: SavedTopics): State {
  return { etag, draft: draftOf(topics), history: noHistory, notice: null, collisions: [] };
}

/** Follows the server where nothing is lost by it. */
function follow(state: State, latest: SavedTopics): State {
  if (latest.etag <= state.etag) return state;
  if (!isChanged(state.draft)) return { ...cleanState(latest), collisions: state.collisions };
  if (!isSameTopics(state.draft.base, latest.topics)) return state;
  return { ...state, etag: latest.etag, notice: "others_unrelated" };
}

export function useTopicDraft(apiId: string, latest: SavedTopics): TopicDraftState {
  const [stored, setState] = useState(() => cleanState(latest));
  const state = follow(stored, latest);
  if (state !== stored) setState(state);
  const isDirty = isChanged(state.draft);
  useStorage(apiId, state, isDirty, setState);
  useLeaveWarning(isDirty);
  const mergeNow = (current: State): State => {
    const { draft, collisions } = mergeDraft(current.draft, latest.topics);
    return {
      etag: latest.etag,
      draft,
      history: noHistory,
      collisions: [...unseen(current, collisions), ...collisions],
      notice: null,
    };
  };
  return {
    ...state,
    isDirty,
    isConflict: isDirty && latest.etag > state.etag,
    change: useStableChange(setState),
    undo: () => setState((current) => ({ ...current, ...undoStep(current) })),
    redo: () => setState((current) => ({ ...current, ...redoStep(current) })),
    accept: (saved) => setState(cleanState(saved)),
    applyOnTheirs: () => setState(mergeNow),
    takeTheirs: () => setState(cleanState(latest)),
    dismissCollision: (collision) => {
      setState((current) => ({
        ...current,
        collisions: current.collisions.filter((it) => it !== collision),
      }));
    },
  };
}

/** Collisions of an earlier merge that are not told again. */
function unseen(state: State, later: readonly Collision[]): readonly Collision[] {
  return state.collisions.filter(
    (it) => !later.some(({ kind, address }) => kind === it.kind && address === it.address),
  );
}

type SetState = (update: (state: State) => State) => void;

/** The same function for the life of the page, so that rows that did not change are not drawn again. */
function useStableChange(setState: SetState): (change: DraftChange) => void {
  const [change] = useState(() => (step: DraftChange) => {
    setState((state) => ({ ...state, ...takeStep(state, step) }));
  });
  return change;
}

function useStorage(apiId: string, state: State, isDirty: boolean, setState: SetState): void {
  const key = draftKey(useCurrentPerson()?.id ?? "", apiId, "topics");
  const isRead = useRef(false);
  useEffect(() => {
    const kept = isRead.current ? null : readDraft(key);
    if (kept !== null) void restore(kept, setState);
  }, [key, setState]);
  useEffect(() => {
    const { etag, draft, collisions } = state;
    const isKept = isDirty || collisions.length > 0; // a change that met theirs is nowhere but in its collision
    if (isRead.current) writeDraft(key, isKept ? { etag, draft, collisions } : null);
    isRead.current = true;
  }, [key, isDirty, state]);
}

/** Brings a stored draft back, unless something was typed already. What reads it is loaded only where there is one. */
async function restore(kept: unknown, setState: SetState): Promise<void> {
  const { parseStoredDraft } = await import("#lib/topics/stored-topic-draft.ts");
  const stored = parseStoredDraft(kept);
  if (stored === null || (!isChanged(stored.draft) && stored.collisions.length === 0)) return;
  setState((state) =>
    isChanged(state.draft) ? state : { ...stored, history: noHistory, notice: "restored" },
  );
}
