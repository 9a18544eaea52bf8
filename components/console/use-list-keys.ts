"use client";
// The list by keyboard: arrows, Home and End move through its lines, one of which can be tabbed to. Lines are written anew
// where they stand, so what has the focus is found again by its number whenever they are.
import { type KeyboardEvent, type RefObject, useEffect, useLayoutEffect, useState } from "react";
import type { ListNews } from "./console-news.ts";
import { lineAfterKey } from "./line-after-key.ts";

/** A line by its number, counted from the first that the list ever had; or the newest, whichever that is by then. */
type Line = number | "newest";

type Reader = {
  scroller: RefObject<HTMLDivElement | null>;
  news: ListNews;
  /** Brings a place, counted from the first line that is kept, into view. */
  onPlace: (place: number) => void;
  onFollow: (follows: boolean) => void;
};

/**
 * `line` is the number of the one that is read by keyboard; null where none is, or it is not drawn. `isReading` is true as
 * long as somebody reads one that is not simply the newest.
 */
export function useListKeys({ scroller, news, onPlace, onFollow }: Reader) {
  const [read, setRead] = useState<{ readonly list: number; readonly line: Line } | null>(null);
  const last = news.gone + news.shown - 1;
  const own = read?.list === news.list ? read.line : null;
  const line = own === "newest" ? last : own;
  const isDrawn = line !== null && line >= news.first && line < news.first + news.rows.length;
  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box || line === null || !box.contains(document.activeElement)) return;
    const { activeElement } = document;
    const part = activeElement?.matches(".pin") ? ".pin" : ".row";
    const target = (isDrawn && lineElement(box, line, part)) || box;
    if (target !== activeElement) target.focus({ preventScroll: true });
  });
  useLetGo(scroller, () => setRead(null));
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const from = line ?? lineOf(event.target);
    // Who opens a line reads on there, also where it is the newest.
    const opens = event.key === "Enter" || event.key === " ";
    const to = opens ? from : lineAfterKey(event.key, from, { first: news.gone, last });
    if (to === null) return;
    if (!opens) event.preventDefault();
    const isNewest = to === last && !opens;
    setRead({ list: news.list, line: isNewest ? "newest" : to });
    onFollow(isNewest);
    onPlace(to - news.gone);
  };
  const letGo = () => setRead(null);
  return { line: isDrawn ? line : null, isReading: typeof own === "number", onKeyDown, letGo };
}

/** Who takes the mouse reads by it from then on. */
function useLetGo(scroller: RefObject<HTMLDivElement | null>, onPointer: () => void): void {
  useEffect(() => {
    const box = scroller.current;
    box?.addEventListener("pointerdown", onPointer);
    box?.addEventListener("wheel", onPointer, { passive: true });
    return () => {
      box?.removeEventListener("pointerdown", onPointer);
      box?.removeEventListener("wheel", onPointer);
    };
  });
}

function lineElement(box: HTMLElement, line: number, part: ".row" | ".pin"): HTMLElement | null {
  return box.querySelector<HTMLElement>(`[data-line="${line}"] ${part}`);
}

/** Of the line that has the focus, where one was pressed. */
function lineOf(target: EventTarget): number | null {
  const element = target instanceof Element ? target.closest<HTMLElement>("[data-line]") : null;
  return element ? Number(element.dataset.line) : null;
}
