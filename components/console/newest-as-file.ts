// What a console keeps of its transcript through a reload.
import { jsonLinesOf } from "#lib/console/export.ts";
import type { ConsoleSession } from "./console-session.ts";

/** The newest entries as a file, as many as fit; empty where there are none. */
export function newestAsFile(session: ConsoleSession, maxCharacters: number): string {
  const entries = session.transcript.entries();
  const connections = session.connections.map(({ id, name, attempt }) => ({
    ...{ id, name, url: attempt.url, openedAt: attempt.openedAt },
  }));
  let from = entries.length;
  for (let size = 0; from > 0; from -= 1) {
    const entry = entries[from - 1];
    size += 200 + (entry?.kind === "message" ? 2 * entry.bytes : 0);
    if (size > maxCharacters) break;
  }
  return from === entries.length ? "" : jsonLinesOf(entries.slice(from), connections);
}
