// What a console keeps of its transcript through a reload.
import { jsonLinesOf } from "#lib/console/export.ts";
import type { Entry } from "#lib/console/transcript.ts";
import type { ConsoleSession } from "./console-session.ts";
import { connectionsOf } from "./transcript-file.ts";

/** The newest entries as a file, as many as fit, and how many do not; empty where nothing passed. */
export function newestAsFile(session: ConsoleSession, maxCharacters: number): string {
  const { transcript } = session;
  const entries = transcript.entries();
  const kept: Entry[] = [];
  let left = maxCharacters;
  for (let place = entries.length - 1; place >= 0 && left > 0; place -= 1) {
    const entry = entries[place];
    if (!entry) continue;
    const size = 200 + (entry.kind === "message" ? 2 * entry.bytes : 0);
    // One that is too large by itself does not take the place of all before it.
    if (size > maxCharacters / 2) continue;
    left -= size;
    if (left >= 0) kept.unshift(entry);
  }
  const [first] = entries;
  if (!first) return "";
  const missing = entries.length - kept.length + transcript.dropped;
  const note = { ...first, kind: "event", tone: "plain", text: lostWords(missing) } as const;
  return jsonLinesOf(missing === 0 ? kept : [note, ...kept], connectionsOf(session));
}

function lostWords(missing: number): string {
  const count = missing === 1 ? "1 entry was" : `${missing} entries were`;
  return `${count} older than the rest, or too large, and did not outlast the reload.`;
}
