"use client";
// What is about to be sent, to whom, and what was sent before.
import { useCallback, useMemo, useRef } from "react";
import { randomKey } from "#components/ui/random-key.ts";
import { SAMPLE_VALUES } from "#lib/console/templates.ts";
import type { ConsoleConnection, ConsoleSession } from "./console-session.ts";
import { type Draft, type DraftView, EMPTY_DRAFT, prepare } from "./draft.ts";
import { useKept } from "./kept-values.ts";

type Kept = Draft & { readonly target: number | null; readonly view: DraftView };

const MAX_HISTORY = 50;
const START: Kept = { ...EMPTY_DRAFT, target: null, view: "json" };

export function useComposer(apiId: string, session: ConsoleSession, open: readonly ConsoleConnection[]) {
  const [kept, change] = useKept(`sluice.console.draft ${apiId}`, START, isKept);
  const history = useRef<Draft[]>([]);
  const recalled = useRef(0);
  const counter = useRef(0);
  const connection = open.find(({ id }) => id === kept.target) ?? open.at(-1);
  const messages = connection?.topic.sends ?? [];
  const message = messages.find(({ key }) => key === kept.messageKey);
  const prepared = useMemo(() => prepare(kept, message, SAMPLE_VALUES), [kept, message]);
  const send = useCallback(() => {
    if (!connection) return false;
    const real = { ...realValues, counter: () => ++counter.current };
    const { body, misfits } = prepare(kept, message, real);
    if (body === null || !session.send(connection.id, body, misfits.length > 0)) return false;
    recalled.current = 0;
    history.current = withNewest(history.current, kept);
    return true;
  }, [connection, kept, message, session]);
  const sendBytes = useCallback(
    (bytes: Uint8Array<ArrayBuffer>) => connection !== undefined && session.send(connection.id, bytes, false),
    [connection, session],
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
    recall,
    take,
  };
}

function withNewest(history: readonly Draft[], draft: Draft): Draft[] {
  return draft.text === "" || history[0]?.text === draft.text
    ? [...history]
    : [draft, ...history].slice(0, MAX_HISTORY);
}

const realValues = {
  now: () => new Date(),
  uuid: randomKey,
  counter: () => 0,
  random: Math.random,
};

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
