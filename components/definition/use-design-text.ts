"use client";
// The stored text of a definition with the version of the API that it is of, where its page brought it or not.
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { untilIdle } from "#components/ui/until-idle.ts";
import { fetchText, sourceHref, UNREACHABLE } from "./use-source-text.ts";

type DesignText = { readonly etag: number; readonly text: string };

type KnownText = {
  /** The text and its own version, which may be another than the page's for a moment; null while there is none. */
  readonly known: DesignText | null;
  /** Why it has not come. */
  readonly problem: string | null;
  readonly retry: () => void;
};

/** `design` is null where the page did not bring it: it is fetched once the page is idle. `etag` is the page's version. */
export function useDesignText(
  apiId: string,
  { etag, design }: { readonly etag: number; readonly design: string | null },
): KnownText {
  const router = useRouter();
  const [kept, setKept] = useState<DesignText | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [attempt, setAttempt] = useState(0);
  const isMissing = design === null && (kept === null || kept.etag < etag);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt is a reason to fetch it again
  useEffect(() => {
    if (design !== null) return setKept({ etag, text: design });
    if (!isMissing) return;
    const ended = new AbortController();
    setProblem(null);
    const fetched = untilIdle().then(() => fetchText(sourceHref(apiId), ended.signal));
    void fetched.then(({ text, problem: told, version }) => {
      if (ended.signal.aborted) return;
      if (text === null || version === null) return setProblem(told ?? UNREACHABLE);
      setKept({ etag: version, text });
      // Somebody has saved since the page came: the rest of it is outdated.
      if (version > etag) router.refresh();
    });
    return () => ended.abort();
  }, [apiId, etag, design, isMissing, attempt, router]);
  const known = design === null ? kept : { etag, text: design };
  return { known, problem, retry: () => setAttempt(attempt + 1) };
}
