// The sessions of the consoles of this tab, one for each API, each with a thread of its own.
import { RemoteConsole } from "./remote-console.ts";
import type { Port } from "./thread-calls.ts";

const sessions = new Map<string, RemoteConsole>();

/** The session of an API's console, the same for as long as the tab lives. */
export function sessionOf(apiId: string): RemoteConsole {
  const known = sessions.get(apiId);
  if (known) return known;
  const made = new RemoteConsole(apiId, openThread);
  // A server draws pages for everybody: what it kept would be everybody's.
  if (typeof window !== "undefined") sessions.set(apiId, made);
  return made;
}

/** Its addresses are those of the policy that comes with its script (proxy.ts). */
function openThread(onFailure: () => void): Port {
  const worker = new Worker(new URL("./console-worker.ts", import.meta.url), { type: "module" });
  worker.addEventListener("error", onFailure);
  return worker;
}
