"use client";
// Fetches the parts of a document that its page did not bring while nothing else is to be done, so that the browser's own
// Print has them too: it waits for nobody. They are shown when they come near or when somebody prints, not before: drawing a
// document of 2 MB in idle time would keep scrolling waiting, and make every later change of the page slower.
import { type RefObject, useEffect } from "react";
import { untilIdle } from "#components/ui/until-idle.ts";
import { filledPart } from "#lib/asyncapi/reading/filled-part.ts";
import { batchesOf, type PartFetcher } from "./part-fetcher.ts";

/** Begins once the document is seen; ends where a batch does not come, and where the person saves data. */
export function usePartsAhead(fetcher: PartFetcher, area: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    if (area.current === null || savesData()) return;
    const ended = new AbortController();
    const seen = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting) || area.current === null) return;
      seen.disconnect();
      void fetchAhead(fetcher, area.current, ended.signal);
    });
    seen.observe(area.current);
    return () => {
      seen.disconnect();
      ended.abort();
    };
  }, [fetcher, area]);
}

async function fetchAhead(fetcher: PartFetcher, area: HTMLElement, signal: AbortSignal): Promise<void> {
  await untilIdle();
  let ids = [...area.querySelectorAll<HTMLElement>("[data-later]")].map(({ dataset }) => dataset.later ?? "");
  while (ids.length > 0) {
    const [batch = [], ...others] = batchesOf(ids);
    await untilShown(signal);
    await untilIdle();
    if (signal.aborted) return;
    const came = await fetcher.fetchAhead(batch);
    if (came === null) return;
    // What has come may itself hold what comes later.
    const within = [...came].flatMap(([id, part]) => filledPart(id, part, () => undefined).missing);
    ids = [...others.flat(), ...within];
  }
}

/** Once the page's tab is in front, or the signal has come. */
async function untilShown(signal: AbortSignal): Promise<void> {
  while (document.hidden && !signal.aborted)
    await new Promise((resolve) => {
      document.addEventListener("visibilitychange", resolve, { once: true, signal });
      signal.addEventListener("abort", resolve, { once: true });
    });
}

/** Where browsers tell it. */
function savesData(): boolean {
  const connection: unknown = Reflect.get(navigator, "connection");
  return (
    typeof connection === "object" && connection !== null && Reflect.get(connection, "saveData") === true
  );
}
