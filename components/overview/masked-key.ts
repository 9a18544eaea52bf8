// How a credential is shown before somebody asks to see it: its kind and its end, enough to tell two apart.

export function maskedKey(key: string): string {
  return `${key.slice(0, 4)}${"•".repeat(12)}${key.slice(-4)}`;
}
