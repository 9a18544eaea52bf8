"use client";
// Connections that are kept: tried again by themselves where they broke. Off until somebody asks for it.
import { useCallback, useEffect, useRef, useState } from "react";
import { failuresAfter, isBroken, waitMs } from "#lib/console/backoff.ts";
import type { ConsoleConnection } from "./console-session.ts";

/** What is known of a connection that is kept. */
type Kept = { failures: number; seen: number; timer: ReturnType<typeof setTimeout> | undefined };

export function useReconnecting(
  connections: readonly ConsoleConnection[],
  reconnect: (id: number) => Promise<void>,
): { readonly keptIds: ReadonlySet<number>; readonly keep: (id: number, isKept: boolean) => void } {
  const [keptIds, setKeptIds] = useState<ReadonlySet<number>>(new Set());
  const known = useRef(new Map<number, Kept>());
  const latest = useRef(reconnect);
  useEffect(() => {
    latest.current = reconnect;
  });
  const keep = useCallback((id: number, isKept: boolean) => {
    setKeptIds((before) => new Set(isKept ? [...before, id] : [...before].filter((it) => it !== id)));
    clearTimeout(known.current.get(id)?.timer);
    known.current.delete(id);
  }, []);
  useEffect(() => {
    for (const { id, attempt } of connections) {
      if (!keptIds.has(id) || !isBroken(attempt)) continue;
      const kept = known.current.get(id) ?? { failures: 0, seen: 0, timer: undefined };
      known.current.set(id, kept);
      if (kept.seen === attempt.number) continue;
      kept.seen = attempt.number;
      kept.failures = failuresAfter(kept.failures, attempt);
      kept.timer = setTimeout(() => void latest.current(id), waitMs(kept.failures, Math.random()));
    }
  }, [connections, keptIds]);
  useEffect(() => {
    const all = known.current;
    return () => {
      for (const { timer } of all.values()) clearTimeout(timer);
    };
  }, []);
  return { keptIds, keep };
}
