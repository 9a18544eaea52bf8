// The sessions of the consoles of this tab, one for each API.
import { ConsoleSession } from "./console-session.ts";

const sessions = new Map<string, ConsoleSession>();

/** The session of an API's console, the same for as long as the tab lives. */
export function sessionOf(apiId: string): ConsoleSession {
  const known = sessions.get(apiId);
  if (known) return known;
  const made = new ConsoleSession(apiId);
  // A server draws pages for everybody: what it kept would be everybody's.
  if (typeof window !== "undefined") sessions.set(apiId, made);
  return made;
}
