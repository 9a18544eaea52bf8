"use client";
// Goes to a part of a document by its address: draws first what leads to it, where that is to come yet.
import { useCallback, useEffect, useRef } from "react";
import { linkTo } from "#lib/asyncapi/reading/address.ts";
import { chainTo, type OutlineItem, presentAddress } from "#lib/asyncapi/reading/outline.ts";
import type { ReadingRest } from "./reading-rest.ts";
import { linkedPart, reveal } from "./reveal.ts";

/** What is near comes within this time. */
const HOLD_MS = 1500;
const MOVES = ["wheel", "touchmove", "keydown", "pointerdown"] as const;

type LinkedPart = {
  /** Draws what leads to an address, and what is there, and shows it; null where there is nothing. */
  readonly show: (id: string) => Promise<HTMLElement | null>;
  /** The same, as following a link does. */
  readonly goTo: (id: string) => Promise<HTMLElement | null>;
};

/** Links of the page go to their parts by themselves. */
export function useLinkedPart(
  items: readonly OutlineItem[],
  { fetcher, scroller }: Pick<ReadingRest, "fetcher" | "scroller">,
): LinkedPart {
  // Another outline is no reason to go anywhere.
  const outline = useRef(items);
  outline.current = items;
  const show = useCallback(
    async (asked: string): Promise<HTMLElement | null> => {
      const id = presentAddress(outline.current, asked);
      for (const { id: part } of chainTo(outline.current, id)) {
        if (!isLater(part)) continue;
        await fetcher.fetchNow(part);
        await drawn(part);
      }
      const found = linkedPart(linkTo(id));
      if (found !== null) {
        reveal(found);
        holdInView(found, scroller?.current?.lastElementChild ?? document.body);
      }
      return found;
    },
    [fetcher, scroller],
  );
  useEffect(() => {
    const follow = () => {
      const id = presentAddress(outline.current, idOf(location.hash));
      if (chainTo(outline.current, id).length > 0) void show(id);
    };
    follow();
    window.addEventListener("hashchange", follow);
    return () => window.removeEventListener("hashchange", follow);
  }, [show]);
  const goTo = useCallback(
    (id: string) => {
      history.pushState(history.state, "", linkTo(id));
      return show(id);
    },
    [show],
  );
  return { show, goTo };
}

/** Parts around it are drawn now that it is near: it stays where it is, until somebody moves. */
function holdInView(part: HTMLElement, content: Element): void {
  const resized = new ResizeObserver(() => part.scrollIntoView());
  const end = () => {
    resized.disconnect();
    for (const name of MOVES) window.removeEventListener(name, end);
  };
  for (const name of MOVES) window.addEventListener(name, end, { passive: true });
  resized.observe(content);
  setTimeout(end, HOLD_MS);
}

function idOf(hash: string): string {
  try {
    return decodeURIComponent(hash.slice(1));
  } catch {
    return "";
  }
}

function isLater(part: string): boolean {
  return document.querySelector(`[data-later="${CSS.escape(part)}"]`) !== null;
}

/** Frames that React is given to draw what has come; a part that has not come stays in its place. */
const MOST_FRAMES = 120;

/** Once React has drawn a part that has come: what stood in its place before would lose the focus with it. */
async function drawn(part: string): Promise<void> {
  for (let frame = 0; frame < MOST_FRAMES; frame += 1) {
    await new Promise<void>((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    if (!isLater(part)) return;
  }
}
