"use client";
// The session of an API's console for React: drawn anew once a frame at most, while something changes.
import { useSyncExternalStore } from "react";
import { type ConsoleSession, sessionOf } from "./console-session.ts";

/** The session, and a number that changes with all that is in it. */
export function useConsole(apiId: string): { readonly session: ConsoleSession; readonly version: number } {
  const session = sessionOf(apiId);
  const version = useSyncExternalStore(
    session.subscribe,
    () => session.version,
    () => 0,
  );
  return { session, version };
}
