"use client";
// What is about to be sent, to whom, and what was sent before.
import { useCallback, useMemo, useRef } from "react";
import { SAMPLE_VALUES } from "#lib/console/templates.ts";
import type { ConsoleConnection } from "./console-session.ts";
import { type Draft, type DraftView, EMPTY_DRAFT, prepare } from "./draft.ts";
import { useKept } from "./kept-values.ts";
import type { RemoteConsole } from "./remote-console.ts";
import { useView } from "./use-console.ts";

type Kept = Draft & { readonly target: number | null; readonly view: DraftView };

const MAX_HISTORY = 50;
const START: Kept = { ...EMPTY_DRAFT, target: null, view: "json" };

export function useComposer(apiId: string, session: RemoteConsole, open: readonly ConsoleConnection[]) {
  const [kept, change] = useKept(`sluice.console.draft ${apiId}`, START, isKept);
  const history = useRef<Draft[]>([]);
  const recalled = useRef(0);
  const connection = open.find(({ id }) => id === kept.target) ?? open.at(-1);
  const messages = connection?.topic.sends ?? [];
  const message = messages.find(({ key }) => key === kept.messageKey);
  const prepared = useMemo(() => prepare(kept, message, SAMPLE_VALUES), [kept, message]);
  const canSend = connection !== undefined && prepared.body !== null;
  const { messageKey, kind, text } = kept;
  const what = useMemo(
    () => (canSend ? { id: connection.id, draft: { messageKey, kind, text } } : null),
    [canSend, connection?.id, messageKey, kind, text],
  );
  const send = useCallback(() => {
    if (!what || !session.sendDraft(what)) return;
    recalled.current = 0;
    history.current = withNewest(history.current, kept);
  }, [what, kept, session]);
  const sendBytes = useCallback(
    (bytes: Uint8Array<ArrayBuffer>) => connection !== undefined && session.sendBytes(connection.id, bytes),
    [connection, session],
  );
  const repeat = useCallback(
    (everyMs: number | null) => session.repeat(what && everyMs !== null ? { ...what, everyMs } : null),
    [what, session],
  );
  const recall = useCallback(() => {
    const { messageKey, kind, text } = history.current[recalled.current] ?? kept;
    recalled.current = (recalled.current + 1) % Math.max(1, history.current.length);
    change({ messageKey, kind, text });
  }, [change, kept]);
  /** Takes another draft; the one at hand can be brought back. */
  const take = useCallback(
    (draft: Draft) => {
      recalled.current = 0;
      history.current = withNewest(history.current, kept);
      change(draft);
    },
    [change, kept],
  );
  return {
    draft: kept,
    view: kept.view,
    change,
    target: connection?.id ?? null,
    messages,
    prepared,
    send,
    sendBytes,
    repeat,
    isRepeating: useView(session, "isRepeating"),
    recall,
    take,
  };
}

function withNewest(history: readonly Draft[], draft: Draft): Draft[] {
  return draft.text === "" || history[0]?.text === draft.text
    ? [...history]
    : [draft, ...history].slice(0, MAX_HISTORY);
}

function isKept(stored: unknown): stored is Kept {
  if (typeof stored !== "object" || stored === null) return false;
  const { messageKey, kind, text, target, view } = { ...START, ...stored };
  const isKind = kind === "text" || kind === "hex" || kind === "base64";
  return (
    typeof messageKey === "string" &&
    isKind &&
    (view === "json" || view === "form") &&
    typeof text === "string" &&
    (target === null || typeof target === "number")
  );
}
