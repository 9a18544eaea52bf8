// What passed last in a console, kept in the tab while the page is reloaded, which closes the sockets.
import { keptKey } from "./console-place.ts";

/** `file` is empty where nothing passed. */
export function keepTranscript(place: string, file: string): void {
  try {
    if (file !== "") sessionStorage.setItem(keptKey("passed", place), file);
  } catch {
    // A storage that is full or forbidden keeps nothing.
  }
}

/** The file that was kept, which the tab then forgets; empty where there is none. */
export function takeTranscript(place: string): string {
  const key = keptKey("passed", place);
  try {
    const kept = sessionStorage.getItem(key) ?? "";
    sessionStorage.removeItem(key);
    return kept;
  } catch {
    return ""; // A storage that is forbidden has kept nothing.
  }
}
