"use client";
// The texts of a definition beside the design's YAML: fetched when they are first looked at, and kept while the page is.
import { useEffect, useRef, useState } from "react";
import { API_VERSION_HEADER } from "#lib/apis/api-version-header.ts";

export type SourceView = { readonly of: "design" | "consumer"; readonly format: "yaml" | "json" };

/** `text` is null until it has come; `problem` says why it has not. */
export type SourceText = { readonly text: string | null; readonly problem: string | null };

export const UNREACHABLE = "The portal does not answer, so this text is not here yet.";

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
  const href = sourceHref(apiId, view);
  useEffect(() => {
    if (isKnown) return;
    const name = `${etag} ${href}`;
    const before = kept.current.get(name);
    if (before !== undefined) return setFetched({ key, text: before, problem: null });
    const ended = new AbortController();
    fetchText(href, ended.signal).then((answer) => {
      if (ended.signal.aborted) return;
      if (answer.text !== null) kept.current.set(name, answer.text);
      setFetched({ key, ...answer });
    });
    return () => ended.abort();
  }, [key, href, etag, isKnown]);
  const retry = () => setAttempt(attempt + 1);
  if (isKnown) return { text: known, problem: null, retry };
  return fetched?.key === key ? { ...fetched, retry } : { text: null, problem: null, retry };
}

/** Where a text is fetched, the design's YAML where no other is named. */
export function sourceHref(apiId: string, view: SourceView = { of: "design", format: "yaml" }): string {
  return `/apis/${encodeURIComponent(apiId)}/definition/text?of=${view.of}&format=${view.format}`;
}

/** Fetches a text, with the version of the API that it is of where the portal says so. Never fails. */
export async function fetchText(
  href: string,
  signal: AbortSignal,
): Promise<SourceText & { readonly version: number | null }> {
  const answer = await answerOf(href, signal);
  if (answer === null) return { text: null, problem: UNREACHABLE, version: null };
  const { response, text } = answer;
  const version = response.headers.get(API_VERSION_HEADER);
  if (response.ok && !response.redirected)
    return { text, problem: null, version: version === null ? null : Number(version) };
  const isTold =
    !response.redirected && response.headers.get("content-type")?.startsWith("text/plain") === true;
  return { text: null, problem: isTold && text ? text : UNREACHABLE, version: null };
}

async function answerOf(href: string, signal: AbortSignal) {
  try {
    const response = await fetch(href, { signal });
    return { response, text: await response.text() };
  } catch {
    return null;
  }
}
