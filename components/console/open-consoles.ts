// The consoles that are open in this tab, and whose they are: none outlives the time that its person is signed in. Goes with
// every page, and takes along no more than the type of a console.
import { forgetKept, isPlaceOf } from "./console-place.ts";
import { keepTranscript } from "./kept-transcript.ts";
import type { RemoteConsole } from "./remote-console.ts";

/** What one tab tells the others, which have the same session: who signed out, or who is signed in; null for nobody. */
type Told = { readonly left: string } | { readonly here: string | null };

const consoles = new Map<string, RemoteConsole>();
let tabs: BroadcastChannel | null = null;

export function findConsole(place: string): RemoteConsole | undefined {
  return consoles.get(place);
}

/** What passed in it is there again after a reload, whichever page is on the screen then. */
export function addConsole(session: RemoteConsole): void {
  consoles.set(session.place, session);
  window.addEventListener("pagehide", keepTranscripts);
}

function keepTranscripts(): void {
  for (const session of consoles.values()) keepTranscript(session.place, session.toKeep());
}

/** Ends the consoles of all others than who is signed in now, here and in the other tabs. */
export function keepConsolesOf(personId: string | null): void {
  endOthers(personId);
  tell({ here: personId });
}

/** Ends the consoles of a person who signs out, and forgets all that was kept of them, here and in the other tabs. */
export function leaveConsoles(personId: string): void {
  forget(personId);
  tell({ left: personId });
}

function endOthers(personId: string | null): void {
  endWhere((place) => personId === null || !isPlaceOf(personId, place));
}

function forget(personId: string): void {
  endWhere((place) => isPlaceOf(personId, place));
  forgetKept(personId);
}

function endWhere(isLeft: (place: string) => boolean): void {
  for (const [place, session] of [...consoles].filter(([place]) => isLeft(place))) {
    consoles.delete(place);
    session.end();
  }
}

function tell(told: Told): void {
  tabs ??= listen();
  tabs.postMessage(told);
}

function listen(): BroadcastChannel {
  const channel = new BroadcastChannel("sluice.consoles");
  channel.addEventListener("message", ({ data }: MessageEvent<Told>) =>
    "left" in data ? forget(data.left) : endOthers(data.here),
  );
  return channel;
}
