"use client";
// The rules for topics in the browser: loaded when somebody begins to work on the list, not with the page.
import { useCallback, useEffect, useState } from "react";

type Judge = typeof import("#lib/topics/topic-problems.ts");

export type TopicJudge = {
  /** Null until it is loaded. */
  readonly judge: Judge | null;
  readonly load: () => Promise<Judge>;
};

export function useTopicJudge(isNeededAtOnce: boolean): TopicJudge {
  const [judge, setJudge] = useState<Judge | null>(null);
  const load = useCallback(async () => {
    const loaded = await import("#lib/topics/topic-problems.ts");
    setJudge(loaded);
    return loaded;
  }, []);
  useEffect(() => {
    if (isNeededAtOnce) void load();
  }, [isNeededAtOnce, load]);
  return { judge, load };
}
