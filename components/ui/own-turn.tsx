"use client";
// Drawing a page on the server is one task, however large the page: nobody else is served meanwhile. What stands in here is
// drawn in a task of its own, after what is around it. Nothing else changes of what is drawn.
import { type ReactNode, use } from "react";

const NEXT_TURN = Symbol.for("sluice.nextTurn");

type OwnTurnProps = { children: ReactNode };

/** React draws what has waited from the start, with the same props: it is not to wait again. */
const turns = new WeakMap<OwnTurnProps, Promise<void>>();

export function OwnTurn(props: OwnTurnProps) {
  const turn = turns.get(props) ?? nextTurn();
  if (turn !== null) {
    turns.set(props, turn);
    use(turn);
  }
  return props.children;
}

/** The portal's (bin/portal/fair-turns.mjs); null in browsers, and where a page is drawn for a file. */
function nextTurn(): Promise<void> | null {
  const next: unknown = Reflect.get(globalThis, NEXT_TURN);
  return typeof next === "function" ? next() : null;
}
