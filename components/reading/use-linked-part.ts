"use client";
// Goes to a part of a document by its address: draws first what leads to it, where that is to come yet.
import { useCallback, useEffect } from "react";
import { linkTo } from "#lib/asyncapi/reading/address.ts";
import { chainTo, type OutlineItem } from "#lib/asyncapi/reading/outline.ts";
import type { ReadingRest } from "./reading-rest.ts";
import { linkedPart, reveal } from "./reveal.ts";

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
      if (found !== null) reveal(found);
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
