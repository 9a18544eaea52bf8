"use client";
// Fetches and draws the parts of a document that its page did not bring, those near the viewport by themselves.
import { useEffect, useMemo } from "react";
import { DrawnPart } from "./drawn-part.tsx";
import { PartFetcher } from "./part-fetcher.ts";
import type { ReadingRest } from "./reading-rest.ts";

/** Parts this near to the viewport are fetched. */
const NEAR_PX = 800;

/** `href` is the route of the parts; `entries` are the schemas that have an entry on the page. */
export function useRest(href: string, entries: readonly string[]): ReadingRest {
  const near = useMemo(() => new NearParts(), []);
  useEffect(() => () => near.end(), [near]);
  return useMemo(() => {
    const fetcher = new PartFetcher(href);
    const names = new Set(entries);
    return {
      fetcher,
      draw: (id, part) => <DrawnPart id={id} part={part} entries={names} />,
      watch: (id, element) =>
        near.watch(element, (isNear) => (isNear ? fetcher.want(id) : fetcher.unwant(id))),
    };
  }, [href, entries, near]);
}

/** One observer for all: there may be hundreds of parts. */
class NearParts {
  readonly #told = new Map<Element, (isNear: boolean) => void>();
  #observer: IntersectionObserver | null = null;

  watch(element: Element, tell: (isNear: boolean) => void): () => void {
    this.#observer ??= new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) this.#told.get(target)?.(isIntersecting);
      },
      { rootMargin: `${NEAR_PX}px 0px` },
    );
    this.#told.set(element, tell);
    this.#observer.observe(element);
    return () => {
      this.#told.delete(element);
      this.#observer?.unobserve(element);
    };
  }

  end(): void {
    this.#observer?.disconnect();
    this.#observer = null;
  }
}
