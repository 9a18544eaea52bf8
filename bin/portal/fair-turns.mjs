// React draws a page in callbacks of `setImmediate`, and Node runs all that are waiting without a look at anything else: ten
// pages that became ready together kept sign-ins, actions and timers waiting for the sum of them. Here each callback has a
// turn of the event loop of its own. Whoever installs this does so before anything else keeps `setImmediate` for itself.
import { AsyncResource } from "node:async_hooks";
import timers from "node:timers";
import { promisify } from "node:util";

/** Under this name pages find what {@link createTurnGate} gives (components/ui/own-turn.tsx). */
const NEXT_TURN = Symbol.for("sluice.nextTurn");

/**
 * Replaces the process's own for good: order, context and `clearImmediate` are as before. Pages are given a gate by which
 * they are drawn in pieces.
 */
export function installFairTurns() {
  const own = { setImmediate: globalThis.setImmediate, clearImmediate: globalThis.clearImmediate };
  const { setImmediate, clearImmediate } = createFairTurns(own);
  globalThis.setImmediate = timers.setImmediate = setImmediate;
  globalThis.clearImmediate = timers.clearImmediate = clearImmediate;
  globalThis[NEXT_TURN] = createTurnGate(setImmediate);
}

/**
 * A function that resolves for one of its callers at a time, in their order: what a caller hands to `setImmediate` at once
 * has run before the next is let through.
 */
export function createTurnGate(setImmediate) {
  let last = Promise.resolve();
  const pass = (resolve) => setImmediate(() => setImmediate(resolve));
  return () => {
    last = last.then(() => new Promise(pass));
    return last;
  };
}

/** @param {Pick<typeof globalThis, "setImmediate" | "clearImmediate">} own Node's */
export function createFairTurns(own) {
  /** @type {Turn[]} */
  const waiting = [];
  const runNext = () => {
    const turn = waiting.shift();
    // First, so that one that throws does not keep the others from theirs.
    if (waiting.length > 0) own.setImmediate(runNext);
    turn.run();
  };
  const setImmediate = (callback, ...args) => {
    const turn = new Turn(AsyncResource.bind(() => callback(...args)));
    if (waiting.push(turn) === 1) own.setImmediate(runNext);
    return turn;
  };
  setImmediate[promisify.custom] = (value) => new Promise((resolve) => setImmediate(resolve, value));
  const clearImmediate = (turn) => (turn instanceof Turn ? turn.clear() : own.clearImmediate(turn));
  return { setImmediate, clearImmediate };
}

/** What `setImmediate` gives, as far as anybody asks: a waiting one always keeps the process alive. */
class Turn {
  #run;

  constructor(run) {
    this.#run = run;
  }

  run() {
    this.#run?.();
  }

  clear() {
    this.#run = undefined;
  }

  ref() {
    return this;
  }

  unref() {
    return this;
  }

  hasRef() {
    return true;
  }

  [Symbol.dispose]() {
    this.clear();
  }
}
