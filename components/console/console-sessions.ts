// The sessions of the consoles of this tab, one for each person and API, each with a thread of its own.
import { consolePlace } from "./console-place.ts";
import { addConsole, findConsole } from "./open-consoles.ts";
import { RemoteConsole, type Thread } from "./remote-console.ts";

/** The session of a person's console of an API: the same for as long as the tab lives and the person is signed in. */
export function sessionOf(personId: string, apiId: string): RemoteConsole {
  const place = consolePlace(personId, apiId);
  const known = findConsole(place);
  if (known) return known;
  const made = new RemoteConsole(place, openThread);
  // A server draws pages for everybody: what it kept would be everybody's.
  if (typeof window !== "undefined") addConsole(made);
  return made;
}

/** Its addresses are those of the policy that comes with its script (proxy.ts). */
function openThread(onFailure: () => void): Thread {
  const worker = new Worker(new URL("./console-worker.ts", import.meta.url), { type: "module" });
  worker.addEventListener("error", onFailure);
  return worker;
}
