// Where a console keeps what is its own in a tab: by person, for a tab may see several people, and none of them another's.

const prefix = "sluice.console.";

/** Place of a person's console of an API. */
export function consolePlace(personId: string, apiId: string): string {
  return `${personId}:${apiId}`;
}

export function isPlaceOf(personId: string, place: string): boolean {
  return place.startsWith(consolePlace(personId, ""));
}

/** Name of one thing that is kept for a place. */
export function keptKey(what: string, place: string): string {
  return `${prefix}${what} ${place}`;
}

/** Forgets all that this tab keeps of a person's consoles. */
export function forgetKept(personId: string): void {
  try {
    for (const key of Object.keys(sessionStorage)) {
      const [what = "", place = ""] = key.split(" ");
      if (what.startsWith(prefix) && isPlaceOf(personId, place)) sessionStorage.removeItem(key);
    }
  } catch {
    // A storage that is forbidden has kept nothing.
  }
}
