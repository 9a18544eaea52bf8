"use client";
// The saved messages of an API as the server has them, and what is done with them.
import { useCallback, useEffect, useState } from "react";
import { type Action, useAction } from "#components/ui/use-action.ts";
import type { Outcome, Refusal } from "#lib/kernel/outcome.ts";
import type {
  ChangeSavedMessage,
  KeepMessage,
  SavedMessageBody,
  SavedMessageFacts,
} from "#lib/saved-messages/saved-message.ts";

type OneSaved = { readonly apiId: string; readonly id: string };

export type SavedMessageActions = {
  readonly list: Action<{ readonly apiId: string }, readonly SavedMessageFacts[]>;
  readonly load: Action<OneSaved, SavedMessageBody>;
  readonly keep: Action<KeepMessage, string>;
  readonly change: Action<ChangeSavedMessage, null>;
  readonly remove: Action<OneSaved, null>;
};

export type SavedMessages = {
  /** Null until they are there. */
  readonly messages: readonly SavedMessageFacts[] | null;
  readonly isPending: boolean;
  /** Why the last that was done was refused. */
  readonly refusal: Refusal | null;
  readonly clear: () => void;
  readonly load: (id: string) => Promise<SavedMessageBody | null>;
  /** True where it was done. */
  readonly keep: (message: Omit<KeepMessage, "apiId">) => Promise<boolean>;
  readonly change: (id: string, patch: Omit<ChangeSavedMessage, "apiId" | "id">) => Promise<boolean>;
  readonly remove: (id: string) => Promise<boolean>;
};

export function useSavedMessages(apiId: string, actions: SavedMessageActions): SavedMessages {
  const [messages, setMessages] = useState<readonly SavedMessageFacts[] | null>(null);
  const listing = useAction(actions.list);
  const loading = useAction(actions.load);
  const keeping = useAction(actions.keep);
  const changing = useAction(actions.change);
  const removing = useAction(actions.remove);
  const all = [loading, keeping, changing, removing];
  const runList = listing.run;
  const fetchAll = useCallback(async () => {
    const outcome = await runList({ apiId });
    if (outcome.ok) setMessages(outcome.value);
  }, [runList, apiId]);
  useEffect(() => void fetchAll(), [fetchAll]);
  const clear = () => {
    for (const one of all) one.clear();
  };
  /** One at a time: what the last was refused for is not shown beside the next. What is shown is fetched anew. */
  const after = async (run: () => Promise<Outcome<unknown>>) => {
    clear();
    const outcome = await run();
    if (outcome.ok || outcome.code === "message_gone") await fetchAll();
    return outcome.ok;
  };
  return {
    messages,
    isPending: all.some(({ isPending }) => isPending),
    refusal: listing.refusal ?? all.find(({ refusal }) => refusal !== null)?.refusal ?? null,
    clear,
    load: async (id) => {
      clear();
      const outcome = await loading.run({ apiId, id });
      if (!outcome.ok && outcome.code === "message_gone") await fetchAll();
      return outcome.ok ? outcome.value : null;
    },
    keep: (message) => after(() => keeping.run({ apiId, ...message })),
    change: (id, patch) => after(() => changing.run({ apiId, id, ...patch })),
    remove: (id) => after(() => removing.run({ apiId, id })),
  };
}
