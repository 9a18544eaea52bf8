// What passed last in a console, and on which connections, kept in the tab while the page is reloaded, which closes the
// sockets. Goes with every page: what the texts hold is for others to read.
import { keptKey } from "./console-place.ts";

export type KeptTexts = {
  /** The transcript as a file; empty where nothing passed. */
  readonly passed: string;
  /** The connections (kept-connections.ts); empty where there were none. */
  readonly connections: string;
};

/** The short one first: there may be no room for both. */
const PARTS = ["connections", "passed"] as const;

export function keepTranscript(place: string, kept: KeptTexts): void {
  try {
    for (const part of PARTS) if (kept[part] !== "") sessionStorage.setItem(keptKey(part, place), kept[part]);
  } catch {
    // A storage that is full or forbidden keeps nothing.
  }
}

/** What was kept, which the tab then forgets; null where there is nothing. */
export function takeTranscript(place: string): KeptTexts | null {
  const [passed, connections] = [take("passed", place), take("connections", place)];
  return passed === "" && connections === "" ? null : { passed, connections };
}

function take(part: keyof KeptTexts, place: string): string {
  const key = keptKey(part, place);
  try {
    const kept = sessionStorage.getItem(key) ?? "";
    sessionStorage.removeItem(key);
    return kept;
  } catch {
    return ""; // A storage that is forbidden has kept nothing.
  }
}
