// Opens secrets. Only the gateway and a rotation of keys import this; `npm run check` sees to it. Pure.
import { decrypt, textBinding } from "./cipher.ts";
import type { DataKey } from "./envelope.ts";

/** Null where the key or the binding is another one, or a bit was changed. */
export function openText(dataKey: DataKey, sealed: string, binding: readonly string[]): string | null {
  return decrypt(dataKey.bytes, sealed, textBinding(dataKey.id, binding))?.toString("utf8") ?? null;
}
