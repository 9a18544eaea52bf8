// A message for the page that comes next: what was done there is told where the person ends up. Kept by this tab only.

let message: string | null = null;
const listeners = new Set<() => void>();

/** Null once it was read or closed. */
export function flash(text: string | null): void {
  message = text;
  for (const listener of listeners) listener();
}

export function readFlash(): string | null {
  return message;
}

export function onFlash(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
