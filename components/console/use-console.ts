"use client";
// The session of an API's console for React. What passed last is there again after a reload, which closes the sockets.
import { useEffect, useMemo, useSyncExternalStore } from "react";
import { DEFAULT_BOUNDS, type Entry, type TranscriptBounds } from "#lib/console/transcript.ts";
import type { ConsoleConnection, ConsoleSession } from "./console-session.ts";
import { sessionOf } from "./console-sessions.ts";
import { newestAsFile } from "./newest-as-file.ts";

/** Browsers give a tab some five million characters for all that it keeps. */
const KEPT_CHARACTERS = 500_000;

/** The session of an API's console and its connections: drawn anew only where one of them changes. */
export function useConsole(apiId: string): {
  readonly session: ConsoleSession;
  readonly connections: readonly ConsoleConnection[];
} {
  const session = sessionOf(apiId);
  const connections = useSyncExternalStore(
    session.subscribe,
    () => session.connections,
    () => NONE,
  );
  useEffect(() => {
    const key = `sluice.console.passed ${apiId}`;
    restore(session, key);
    const keep = () => store(key, newestAsFile(session, KEPT_CHARACTERS));
    window.addEventListener("pagehide", keep);
    return () => window.removeEventListener("pagehide", keep);
  }, [session, apiId]);
  return { session, connections };
}

/** What has passed until now. */
export function useEntries(session: ConsoleSession): readonly Entry[] {
  const version = useSyncExternalStore(
    session.subscribe,
    () => session.version,
    () => 0,
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version stands for what is in the transcript
  return useMemo(() => session.transcript.entries(), [session, version]);
}

/** How much is kept of what passes. */
export function useBounds(session: ConsoleSession): TranscriptBounds {
  return useSyncExternalStore(
    session.subscribe,
    () => session.transcript.bounds,
    () => DEFAULT_BOUNDS,
  );
}

/** When each connection that is kept is tried again; null where nothing is waited for. */
export function useRetries(session: ConsoleSession): ReadonlyMap<number, number | null> {
  return useSyncExternalStore(
    session.subscribe,
    () => session.retryAt,
    () => NO_RETRIES,
  );
}

const NO_RETRIES: ReadonlyMap<number, number | null> = new Map();
const NONE: readonly ConsoleConnection[] = [];

function restore(session: ConsoleSession, key: string): void {
  try {
    const kept = sessionStorage.getItem(key);
    sessionStorage.removeItem(key);
    if (kept) session.openFile("before the reload", kept);
  } catch {
    // A storage that is forbidden has kept nothing.
  }
}

function store(key: string, file: string): void {
  try {
    if (file !== "") sessionStorage.setItem(key, file);
  } catch {
    // A storage that is full or forbidden keeps nothing.
  }
}
