"use client";
// Fetches and draws the parts of a document that its page did not bring, those near the viewport by themselves.
import { useEffect, useMemo } from "react";
import { DrawnPart } from "./drawn-part.tsx";
import type { PartFetcher } from "./part-fetcher.ts";
import type { ReadingRest } from "./reading-rest.ts";

/** Parts this near to the viewport are fetched. */
const NEAR_PX = 800;

type RestInput = {
  fetcher: PartFetcher;
  /** The schemas that have an entry on the page. */
  entries: ReadonlySet<string>;
  /** What scrolls the document; null where the window does. */
  scroller?: { readonly current: HTMLElement | null } | null;
};

export function useRest({ fetcher, entries, scroller = null }: RestInput): ReadingRest {
  const near = useMemo(() => new NearParts(scroller), [scroller]);
  useEffect(() => () => near.end(), [near]);
  return useMemo(
    () => ({
      fetcher,
      scroller,
      draw: (id, part) => <DrawnPart id={id} part={part} entries={entries} />,
      watch: (id, element) =>
        near.watch(element, (isNear) => (isNear ? fetcher.want(id) : fetcher.unwant(id))),
    }),
    [fetcher, entries, scroller, near],
  );
}

/** One observer for all: there may be hundreds of parts. */
class NearParts {
  readonly #told = new Map<Element, (isNear: boolean) => void>();
  readonly #scroller: RestInput["scroller"];
  #observer: IntersectionObserver | null = null;

  constructor(scroller: RestInput["scroller"]) {
    this.#scroller = scroller;
  }

  watch(element: Element, tell: (isNear: boolean) => void): () => void {
    this.#observer ??= new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) this.#told.get(target)?.(isIntersecting);
      },
      { root: this.#scroller?.current ?? null, rootMargin: `${NEAR_PX}px 0px` },
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
