"use client";
// The texts of a definition beside the design's YAML: fetched when they are first looked at, and kept while the page is.
import { useEffect, useRef, useState } from "react";

export type SourceView = { readonly of: "design" | "consumer"; readonly format: "yaml" | "json" };

/** `text` is null until it has come; `problem` says why it has not. */
export type SourceText = { readonly text: string | null; readonly problem: string | null };

const UNREACHABLE = "The portal does not answer, so this text is not here yet.";

type Fetched = SourceText & { readonly key: string };

/** `known` is the design's YAML; `etag` the version of the API that the page shows. */
export function useSourceText(
  apiId: string,
  { etag, known, view }: { etag: number; known: string; view: SourceView },
): SourceText & { readonly retry: () => void } {
  const [fetched, setFetched] = useState<Fetched | null>(null);
  const [attempt, setAttempt] = useState(0);
  const kept = useRef(new Map<string, string>());
  const isKnown = view.of === "design" && view.format === "yaml";
  const key = `${etag} ${view.of} ${view.format} ${attempt}`;
  const href = `/apis/${encodeURIComponent(apiId)}/definition/text?of=${view.of}&format=${view.format}`;
  useEffect(() => {
    if (isKnown) return;
    const name = `${etag} ${href}`;
    const before = kept.current.get(name);
    if (before !== undefined) return setFetched({ key, text: before, problem: null });
    const ended = new AbortController();
    fetchText(href, ended.signal).then(
      (answer) => {
        if (answer.text !== null) kept.current.set(name, answer.text);
        setFetched({ key, ...answer });
      },
      () => ended.signal.aborted || setFetched({ key, text: null, problem: UNREACHABLE }),
    );
    return () => ended.abort();
  }, [key, href, etag, isKnown]);
  const retry = () => setAttempt(attempt + 1);
  if (isKnown) return { text: known, problem: null, retry };
  return fetched?.key === key ? { ...fetched, retry } : { text: null, problem: null, retry };
}

async function fetchText(href: string, signal: AbortSignal): Promise<SourceText> {
  const answer = await fetch(href, { signal });
  const text = await answer.text();
  if (answer.ok) return { text, problem: null };
  const isTold = answer.headers.get("content-type")?.startsWith("text/plain") === true;
  return { text: null, problem: isTold && text ? text : UNREACHABLE };
}
