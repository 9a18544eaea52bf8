// Reads a definition that was stored just now, after the answer: whoever opens it first finds it read.
import "server-only";
import { after } from "next/server";
import type { Outcome } from "#lib/kernel/outcome.ts";
import { loadOpening } from "./loaders.ts";
import { getLog } from "./log.ts";
import { loadPublishedOpening } from "./published.ts";

/** More are not read ahead: they are read when they are opened. */
const MOST_WAITING = 32;

const openings = {
  design: (apiId: string) => loadOpening(apiId, "consumer"),
  published: loadPublishedOpening,
};

const waiting = new Set<string>();
/** One is read at a time in the whole portal: the threads are there for persons who wait. */
let last: Promise<unknown> = Promise.resolve();

/** To be called in an action: what is read is what its person may read. An API that waits already is read once. */
export function readAhead(apiId: string, text: keyof typeof openings): void {
  const name = `${text} ${apiId}`;
  after(() => {
    if (waiting.has(name) || waiting.size >= MOST_WAITING) return;
    waiting.add(name);
    last = last.then(async () => {
      // From here on a later save waits for its own turn: the text that it stored may not be the one that is read now.
      waiting.delete(name);
      await openings[text](apiId).catch((error: unknown) => {
        // Also where the API is gone, or hidden from this person.
        getLog().debug({ err: error, apiId }, "a definition was not read ahead");
      });
    });
    return last;
  });
}

type Run<Context, Input, Value> = (context: Context, input: Input) => Promise<Outcome<Value>>;

/** The command of an action; where it is done, the text of its API is read ahead. */
export function thenReadAhead<Context, Input extends { readonly apiId: string }, Value>(
  text: keyof typeof openings,
  run: Run<Context, Input, Value>,
): Run<Context, Input, Value> {
  return async (context, input) => {
    const outcome = await run(context, input);
    if (outcome.ok) readAhead(input.apiId, text);
    return outcome;
  };
}
