"use client";
// Drawing a page on the server is one task, however large the page: nobody else is served meanwhile. What stands in here is
// drawn in a task of its own, after what is around it. Nothing else changes of what is drawn.
import { type ReactNode, use } from "react";

const NEXT_TURN = Symbol.for("sluice.nextTurn");

export function OwnTurn({ children }: { children: ReactNode }) {
  const turn = nextTurn();
  if (turn !== null) use(turn);
  return children;
}

/** The portal's (bin/portal/fair-turns.mjs); null in browsers, and where a page is drawn for a file. */
function nextTurn(): Promise<void> | null {
  const next: unknown = Reflect.get(globalThis, NEXT_TURN);
  return typeof next === "function" ? next() : null;
}
