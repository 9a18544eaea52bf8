"use client";
// Goes to a part of a document by its address: draws first what leads to it, where that is to come yet.
import { useCallback, useEffect } from "react";
import { linkTo } from "#lib/asyncapi/reading/address.ts";
import { chainTo, type OutlineItem } from "#lib/asyncapi/reading/outline.ts";
import type { ReadingRest } from "./reading-rest.ts";
import { linkedPart, reveal } from "./reveal.ts";

/** What is near comes within this time. */
const HOLD_MS = 1500;
const MOVES = ["wheel", "touchmove", "keydown", "pointerdown"] as const;

/** Returns what goes to an address; links of the page go there by themselves. */
export function useLinkedPart(
  items: readonly OutlineItem[],
  { fetcher }: ReadingRest,
): (id: string) => Promise<HTMLElement | null> {
  const draw = useCallback(
    async (id: string): Promise<HTMLElement | null> => {
      for (const { id: part } of chainTo(items, id)) {
        if (document.querySelector(`[data-later="${CSS.escape(part)}"]`) === null) continue;
        await fetcher.fetchNow(part);
        await drawn();
      }
      const found = linkedPart(linkTo(id));
      if (found !== null) {
        reveal(found);
        holdInView(found);
      }
      return found;
    },
    [items, fetcher],
  );
  useEffect(() => {
    const follow = () => {
      const id = idOf(location.hash);
      if (chainTo(items, id).length > 0) void draw(id);
    };
    follow();
    window.addEventListener("hashchange", follow);
    return () => window.removeEventListener("hashchange", follow);
  }, [items, draw]);
  return useCallback(
    (id) => {
      history.pushState(history.state, "", linkTo(id));
      return draw(id);
    },
    [draw],
  );
}

/** Parts around it are drawn now that it is near: it stays where it is, until somebody moves. */
function holdInView(part: HTMLElement): void {
  const resized = new ResizeObserver(() => part.scrollIntoView());
  const end = () => {
    resized.disconnect();
    for (const name of MOVES) window.removeEventListener(name, end);
  };
  for (const name of MOVES) window.addEventListener(name, end, { passive: true });
  resized.observe(document.body);
  setTimeout(end, HOLD_MS);
}

function idOf(hash: string): string {
  try {
    return decodeURIComponent(hash.slice(1));
  } catch {
    return "";
  }
}

/** Once React has drawn what has come. */
function drawn(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}
