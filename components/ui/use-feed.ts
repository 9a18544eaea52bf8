"use client";
// Asks one of the portal's own routes again and again, while somebody looks at the page.
import { useEffect, useState } from "react";

export type Feed<Value> = {
  readonly value: Value;
  /** True while the portal does not answer: what is shown is of before. */
  readonly isStale: boolean;
};

type State<Value> = Feed<Value> & { readonly href: string };

/** Starts from what the page was drawn with; `href` answers with a `Value` as JSON. */
export function useFeed<Value>(initial: Value, href: string, everyMs: number): Feed<Value> {
  const [state, setState] = useState<State<Value>>({ value: initial, isStale: false, href });
  useEffect(() => {
    const ended = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async () => {
      clearTimeout(timer);
      const answer = await fetchValue<Value>(href, ended.signal);
      if (ended.signal.aborted) return;
      setState((current) =>
        answer === null ? { ...current, isStale: true } : { value: answer, isStale: false, href },
      );
      if (document.visibilityState === "visible") timer = setTimeout(ask, everyMs);
    };
    const wake = () => {
      clearTimeout(timer);
      if (document.visibilityState === "visible") void ask();
    };
    wake();
    document.addEventListener("visibilitychange", wake);
    return () => {
      ended.abort();
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", wake);
    };
  }, [href, everyMs]);
  // An answer to another address is not shown: the page was drawn anew with a newer one.
  return state.href === href ? state : { value: initial, isStale: false };
}

/** Null where no answer came; an ended session answers with a redirect, which is none. */
async function fetchValue<Value>(href: string, signal: AbortSignal): Promise<Value | null> {
  try {
    const response = await fetch(href, { signal, redirect: "error", cache: "no-store" });
    return response.ok ? ((await response.json()) as Value) : null; // our own route, typed there
  } catch {
    return null;
  }
}
