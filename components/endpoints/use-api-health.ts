"use client";
// Asks every two seconds how the backends are, while somebody looks at the page.
import { useEffect, useState } from "react";
import type { ApiHealth } from "#lib/gateways/backend-health.ts";

const everyMs = 2_000;

export type HealthFeed = {
  readonly health: ApiHealth;
  /** True while the portal does not answer: what is shown is of before. */
  readonly isStale: boolean;
};

/** Starts from what the page was drawn with; `href` answers with an `ApiHealth`. */
export function useApiHealth(initial: ApiHealth, href: string): HealthFeed {
  const [feed, setFeed] = useState<HealthFeed>({ health: initial, isStale: false });
  useEffect(() => {
    const ended = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async () => {
      clearTimeout(timer);
      const health = await fetchHealth(href, ended.signal);
      if (ended.signal.aborted) return;
      setFeed((current) => (health === null ? { ...current, isStale: true } : { health, isStale: false }));
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
  }, [href]);
  return feed;
}

/** Null where no answer came; an ended session answers with a redirect, which is none. */
async function fetchHealth(href: string, signal: AbortSignal): Promise<ApiHealth | null> {
  try {
    const response = await fetch(href, { signal, redirect: "error", cache: "no-store" });
    return response.ok ? ((await response.json()) as ApiHealth) : null; // our own route, typed there
  } catch {
    return null;
  }
}
