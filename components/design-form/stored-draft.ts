// Keeps what was typed and not saved in the tab's session storage, so that a reload, an ended session or a click on
// another page loses nothing. A browser that refuses storage costs only this comfort.

const prefix = "sluice.draft:";
const sentPrefix = "sluice.sent:";
const stepsPrefix = "sluice.steps:";

/** Name of a form's draft: a tab may see several people, and none of them another's. */
export function draftKey(personId: string, apiId: string, form: string): string {
  return `${prefix}${personId}:${apiId}:${form}`;
}

/** Name of what was sent from a form and not answered yet: no unsaved change, but as much its person's own. */
export function sentKey(personId: string, form: string): string {
  return `${sentPrefix}${personId}:${form}`;
}

/** Name of the steps that a person saved of an API's definition: no unsaved change, and nothing that is theirs to lose. */
export function stepsKey(personId: string, apiId: string): string {
  return `${stepsPrefix}${personId}:${apiId}`;
}

/** How many forms of this person hold something unsaved in this tab. */
export function countDrafts(personId: string): number {
  return keysOf(personId, prefix).length;
}

/** The forms of an API that hold something unsaved of this person in this tab. */
export function listDraftForms(personId: string, apiId: string): readonly string[] {
  const start = draftKey(personId, apiId, "");
  return keysOf(personId, prefix).flatMap((key) => (key.startsWith(start) ? [key.slice(start.length)] : []));
}

/** Once a person has said that it may go. */
export function dropDrafts(personId: string): void {
  const kinds = [prefix, sentPrefix, stepsPrefix];
  for (const key of kinds.flatMap((kind) => keysOf(personId, kind))) writeDraft(key, null);
}

function keysOf(personId: string, kind: string): string[] {
  try {
    return Object.keys(sessionStorage).filter((key) => key.startsWith(`${kind}${personId}:`));
  } catch {
    return []; // storage is switched off
  }
}

/** What was stored under a key, unchecked; null where there is nothing readable. */
export function readDraft(key: string): unknown {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? "null");
  } catch {
    return null;
  }
}

/** Null removes the draft. False where storage is full or switched off: the form itself still holds what was typed. */
export function writeDraft(key: string, draft: object | null): boolean {
  try {
    if (draft === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}
