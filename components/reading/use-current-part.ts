"use client";
// Which part of a document is being read: the last whose heading has passed the top of the window.
import { useEffect, useState } from "react";

/** Headings that stand under the page's bar count as read. */
const TOP_PX = 110;
const PAUSE_MS = 80;

/** One of `ids`; empty before the first. They are found anew each time, for parts come later. */
export function useCurrentPart(
  area: { readonly current: HTMLElement | null },
  ids: ReadonlySet<string>,
): string {
  const [currentId, setCurrentId] = useState("");
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    const look = () => {
      timer = null;
      setCurrentId(currentIn(area.current, ids));
    };
    const soon = () => {
      timer ??= setTimeout(look, PAUSE_MS);
    };
    soon();
    window.addEventListener("scroll", soon, { passive: true });
    const resized = new ResizeObserver(soon);
    if (area.current) resized.observe(area.current);
    return () => {
      resized.disconnect();
      window.removeEventListener("scroll", soon);
      if (timer !== null) clearTimeout(timer);
    };
  }, [area, ids]);
  return currentId;
}

function currentIn(area: HTMLElement | null, ids: ReadonlySet<string>): string {
  // A tab that is not shown has nothing in view.
  if (area?.offsetParent == null) return "";
  const parts = [...(area?.querySelectorAll("[id]") ?? [])].filter(({ id }) => ids.has(id));
  // The last parts never come up to the top.
  const { scrollHeight } = document.documentElement;
  const isAtEnd = window.scrollY + window.innerHeight >= scrollHeight - 2;
  const reach = isAtEnd ? window.innerHeight : TOP_PX;
  let [low, high] = [0, parts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const top = parts[middle]?.getBoundingClientRect().top ?? 0;
    if (top <= reach) low = middle + 1;
    else high = middle;
  }
  return parts[low - 1]?.id ?? "";
}
