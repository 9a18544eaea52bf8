// Removes what a test wrote, also while a process that was told to end still writes there.
import { rm } from "node:fs/promises";

/** Removes a folder and everything in it; one that a process is just writing to is tried again for a second. */
export function removeFolder(path: string): Promise<void> {
  return rm(path, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
}
