// One key per intention: pressing again with the same content finds the first result, changed content is a new intention.
import type { CreateValues } from "./create-values.ts";

export type OperationKind = "create" | "createAndPublish";

/** Returns the key for a press of a button; it stays the same while kind and content do. */
export function operationKeys(newKey: () => string): (kind: OperationKind, values: CreateValues) => string {
  let last = { intention: "", key: "" };
  return (kind, values) => {
    const intention = JSON.stringify([
      kind,
      values.name,
      values.displayName,
      values.context,
      values.version,
      values.endpoint,
    ]);
    if (intention !== last.intention) last = { intention, key: newKey() };
    return last.key;
  };
}

/** A random UUID. `crypto.randomUUID` exists only on https and localhost, and the portal may be reached by plain http. */
export function randomKey(): string {
  if (typeof crypto.randomUUID === "function") return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = Array.from(bytes, (byte, position) => {
    const value = position === 6 ? (byte & 0x0f) | 0x40 : position === 8 ? (byte & 0x3f) | 0x80 : byte; // version 4, variant 1
    return value.toString(16).padStart(2, "0");
  }).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
