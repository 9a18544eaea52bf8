// Reads the parameters out of a channel address such as `/rooms/{roomID}`.
// It judges nothing: the rules for an address are in lib/topics/topic-name.ts.

const PARAMETER = /\{([^{}]*)\}/g;

/** Names between braces, in the order of the address, each once. */
export function addressParameters(address: string): string[] {
  return [...new Set(Array.from(address.matchAll(PARAMETER), (match) => match[1] ?? ""))];
}
