"use client";
// What a console sends again and again: goes on, also while its page is left, with what it began with, until somebody says
// otherwise. What is being typed is not sent half-typed.
import type { ConsoleConnection } from "./console-connection.ts";
import type { Draft } from "./draft.ts";
import type { RemoteConsole } from "./remote-console.ts";
import { useView } from "./use-console.ts";

export type Repeating = ReturnType<typeof useRepeat>;

/** `openId` is the connection that the draft can be sent on; null where it cannot be. */
export function useRepeat(session: RemoteConsole, { draft, openId, hasBody, connections }: UseRepeat) {
  const repeats = useView(session, "repeats");
  const isOther = repeats !== null && !isSame(repeats.draft, draft);
  return {
    /** Null where nothing is repeated. */
    everyMs: repeats?.everyMs ?? null,
    /** Name of the connection that it goes to. */
    to: connections.find(({ id }) => id === repeats?.id)?.name ?? "",
    /** Whether something else than what is repeated is typed, which could be repeated instead. */
    canReplace: isOther && hasBody,
    canStart: openId !== null && hasBody,
    start: (everyMs: number) => openId !== null && session.repeat({ id: openId, draft, everyMs }),
    pace: (everyMs: number) => repeats && session.repeat({ ...repeats, everyMs }),
    replace: () => repeats && session.repeat({ ...repeats, draft }),
    stop: () => session.repeat(null),
  };
}

type UseRepeat = {
  draft: Draft;
  openId: number | null;
  hasBody: boolean;
  connections: readonly ConsoleConnection[];
};

function isSame(one: Draft, other: Draft): boolean {
  return one.messageKey === other.messageKey && one.kind === other.kind && one.text === other.text;
}
