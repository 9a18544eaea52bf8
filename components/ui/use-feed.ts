"use client";
// Asks one of the portal's own routes again and again, while somebody looks at the page.
import { useEffect, useState } from "react";
import { type FeedPace, nextWaitMs } from "./feed-pace.ts";

export type Feed<Value> = {
  readonly value: Value;
  /** True while the portal does not answer: what is shown is of before. */
  readonly isStale: boolean;
  /** True once what was asked about is no more; it is not asked about again. */
  readonly isGone: boolean;
};

/** A question without an answer for so long counts as unanswered. */
const longestMs = 20_000;

/** What has been heard of an address. */
type Heard<Value> = { readonly href: string; readonly feed: Partial<Feed<Value>> };

/** Starts from what the page was drawn with; `href` answers with a `Value` as JSON. */
export function useFeed<Value>(
  initial: Value,
  href: string,
  { everyMs, calmMs = everyMs }: { readonly everyMs: number; readonly calmMs?: number },
): Feed<Value> {
  const [heard, setHeard] = useState<Heard<Value>>({ href, feed: {} });
  useEffect(() => {
    const tell = (change: Partial<Feed<Value>>) =>
      setHeard((before) => ({
        href,
        feed: before.href === href ? { ...before.feed, ...change } : change,
      }));
    return follow(href, { everyMs, calmMs }, tell);
  }, [href, everyMs, calmMs]);
  // An answer to another address is not shown: the page was drawn anew with a newer one.
  return { value: initial, isStale: false, isGone: false, ...(heard.href === href ? heard.feed : {}) };
}

/** Asks until the returned function is called; tells of what has changed. */
function follow<Value>(
  href: string,
  pace: FeedPace,
  tell: (change: Partial<Feed<Value>>) => void,
): () => void {
  const ended = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let waitMs = pace.everyMs;
  let former = "";
  let isAsking = false;
  const ask = async () => {
    clearTimeout(timer);
    // One question at a time, or each would go on asking by itself.
    if (isAsking) return;
    isAsking = true;
    const answer = await fetchText(href, ended.signal);
    isAsking = false;
    if (ended.signal.aborted) return;
    if (answer === "gone") {
      end();
      tell({ isGone: true, isStale: false });
      return;
    }
    waitMs = nextWaitMs(pace, waitMs, answer === null ? "none" : answer.text === former ? "same" : "new");
    if (answer === null) tell({ isStale: true });
    else {
      former = answer.text;
      tell({ value: JSON.parse(answer.text) as Value, isStale: false }); // our own route, typed there
    }
    if (document.visibilityState === "visible") timer = setTimeout(ask, waitMs);
  };
  const wake = () => {
    clearTimeout(timer);
    waitMs = pace.everyMs;
    if (document.visibilityState === "visible") void ask();
  };
  const end = () => {
    ended.abort();
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", wake);
  };
  document.addEventListener("visibilitychange", wake);
  wake();
  return end;
}

/** Null where no answer came; an ended session answers with a redirect, which is none. */
async function fetchText(
  href: string,
  signal: AbortSignal,
): Promise<{ readonly text: string } | "gone" | null> {
  try {
    const inTime = AbortSignal.any([signal, AbortSignal.timeout(longestMs)]);
    const response = await fetch(href, { signal: inTime, redirect: "error", cache: "no-store" });
    if (response.status === 404) return "gone";
    return response.ok ? { text: await response.text() } : null;
  } catch {
    return null;
  }
}
