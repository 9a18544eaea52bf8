"use client";
// The session of an API's console for React. What passed last is there again after a reload, which closes the sockets.
import { useEffect, useMemo, useSyncExternalStore } from "react";
import { useCurrentPerson } from "#components/ui/current-person.tsx";
import type { ConsoleTopic } from "#lib/console/catalogue.ts";
import { sessionOf } from "./console-sessions.ts";
import { type ConsoleView, EMPTY_VIEW } from "./console-view.ts";
import { takeTranscript } from "./kept-transcript.ts";
import type { RemoteConsole } from "./remote-console.ts";

/** The session of this person's console of an API, whose messages are named by these topics. */
export function useConsole(apiId: string, topics: readonly ConsoleTopic[]): RemoteConsole {
  const personId = useCurrentPerson()?.id ?? "";
  // The page that is being left keeps the one that was ended.
  const session = useMemo(() => sessionOf(personId, apiId), [personId, apiId]);
  useEffect(() => {
    session.topics = topics;
    const kept = takeTranscript(session.place);
    if (kept) void session.restore(kept);
  }, [session, topics]);
  return session;
}

/** One part of what the page shows: drawn anew only where that changes. */
export function useView<Name extends keyof ConsoleView>(
  session: RemoteConsole,
  name: Name,
): ConsoleView[Name] {
  return useSyncExternalStore(
    session.subscribe,
    () => session.view[name],
    () => EMPTY_VIEW[name],
  );
}
