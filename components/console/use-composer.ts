"use client";
// What is about to be sent, to whom, and what was sent before.
import { useCallback, useMemo } from "react";
import { SAMPLE_VALUES } from "#lib/console/templates.ts";
import { chosenDraft } from "./chosen-draft.ts";
import type { ConsoleConnection } from "./console-connection.ts";
import { keptKey } from "./console-place.ts";
import { BODY_KINDS, type Draft, type DraftView, EMPTY_DRAFT, prepare } from "./draft.ts";
import { useKept } from "./kept-values.ts";
import type { RemoteConsole } from "./remote-console.ts";
import { isOpen, sendChoices, sendTarget, unsendableWords } from "./send-target.ts";
import { useView } from "./use-console.ts";
import { useRepeat } from "./use-repeat.ts";

type Kept = Draft & { readonly view: DraftView };

const START: Kept = { ...EMPTY_DRAFT, view: "json" };

export function useComposer(session: RemoteConsole, connections: readonly ConsoleConnection[]) {
  const [kept, change] = useKept(keptKey("draft", session.place), START, isKept);
  const target = sendTarget(connections, useView(session, "target"));
  const choices = sendChoices(connections, target);
  const messages = target?.topic.sends ?? [];
  const message = messages.find(({ key }) => key === kept.messageKey);
  const prepared = useMemo(() => prepare(kept, message, SAMPLE_VALUES), [kept, message]);
  const hasBody = prepared.body !== null;
  const openId = target && isOpen(target) ? target.id : null;
  const { messageKey, kind, text } = kept;
  const draft = useMemo(() => ({ messageKey, kind, text }), [messageKey, kind, text]);
  const send = useCallback(() => {
    if (openId !== null && hasBody && session.sendDraft({ id: openId, draft })) session.history.push(draft);
  }, [openId, hasBody, draft, session]);
  const sendBytes = useCallback(
    (bytes: Uint8Array<ArrayBuffer>) => openId !== null && session.sendBytes(openId, bytes),
    [openId, session],
  );
  const repeating = useRepeat(session, { draft, openId, hasBody, connections });
  /** Takes another draft; the one at hand can be brought back. */
  const take = useCallback(
    (taken: Draft) => {
      session.history.push(draft);
      change(taken);
    },
    [change, draft, session],
  );
  const choose = (key: string) => {
    const chosen = chosenDraft(key, draft, { messages, isPast: (it) => session.history.holds(it) });
    if (chosen.text === draft.text && chosen.kind === draft.kind) change(chosen);
    else take(chosen);
  };
  return {
    ...{ draft: kept, view: kept.view, change, take, choose, messages, prepared },
    ...{ target, choices, isOpen: openId !== null, unsendable: unsendableWords(target, choices) },
    ...{ send, sendBytes, repeating },
    ...useRecall(session, draft, change),
  };
}

/** Walks through what was sent; false where there is nothing further. */
function useRecall(session: RemoteConsole, draft: Draft, change: (draft: Draft) => void) {
  const show = useCallback(
    (found: Draft | null) => {
      if (found) change(found);
      return found !== null;
    },
    [change],
  );
  return {
    older: useCallback(() => show(session.history.older(draft)), [show, session, draft]),
    newer: useCallback(() => show(session.history.newer(draft)), [show, session, draft]),
  };
}

function isKept(stored: unknown): stored is Kept {
  if (typeof stored !== "object" || stored === null) return false;
  const { messageKey, kind, text, view } = { ...START, ...stored };
  const isKind = BODY_KINDS.includes(kind);
  const isView = view === "json" || view === "form";
  return typeof messageKey === "string" && isKind && isView && typeof text === "string";
}
