// Keeps what was typed and not saved in the tab's session storage, so that a reload, an ended session or a click on
// another page loses nothing. A browser that refuses storage costs only this comfort.

const prefix = "sluice.draft:";

/** Name of a form's draft. */
export function draftKey(apiId: string, form: string): string {
  return `${prefix}${apiId}:${form}`;
}

/** What was stored under a key, unchecked; null where there is nothing readable. */
export function readDraft(key: string): unknown {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? "null");
  } catch {
    return null;
  }
}

/** Null removes the draft. */
export function writeDraft(key: string, draft: object | null): void {
  try {
    if (draft === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify(draft));
  } catch {
    // Storage is full or switched off: the form itself still holds what was typed.
  }
}
