// How many more files and sockets this process may open. Linux tells; elsewhere the limit is found out by running into it.
import { readdirSync, readFileSync } from "node:fs";
import { findShortage } from "#gateway/data-plane/sockets/shortage.ts";

/** Left for what is no connection: name lookups, certificates, reading about the process itself. */
const RESERVED_FILES = 16;

/** Sockets that fit beside what is open now; null where the system does not say. At least one, for a gateway serves. */
export function findRoomForSockets(): number | null {
  try {
    const limit = /^Max open files\s+(\d+)/m.exec(readFileSync("/proc/self/limits", "utf8"))?.[1];
    if (limit === undefined) return null; // unlimited
    return Math.max(1, Number(limit) - readdirSync("/proc/self/fd").length - RESERVED_FILES);
  } catch {
    return null;
  }
}

/** True where not even one file can be opened now. */
export function isOutOfFiles(): boolean {
  return findShortage() !== null;
}
