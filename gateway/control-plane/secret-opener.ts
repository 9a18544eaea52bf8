// Opens the secrets of routes with the keys of this process: here and nowhere else. Data keys stay in memory, so that
// a rotation leaves a running gateway able to open what comes after it.
import type { Keyring } from "#lib/kernel/keyring.ts";
import type { RoutingEntry, SealedEntry } from "#lib/routes/route-record.ts";
import { type DataKey, openText, unwrapDataKey } from "#lib/secrets/envelope.ts";
import { type OpenSecret, openRoute } from "#lib/secrets/open-route.ts";

/** Hears of a route that is served without backends, since its secrets do not open. */
export type OnShut = (apiId: string, problems: readonly string[]) => void;

export class SecretOpener {
  readonly #keyring: Keyring;
  readonly #onShut: OnShut;
  readonly #dataKeys = new Map<string, DataKey>();

  constructor(keyring: Keyring, onShut: OnShut) {
    this.#keyring = keyring;
    this.#onShut = onShut;
  }

  /** An entry for the workers. */
  open(entry: SealedEntry): RoutingEntry {
    if (entry.kind === "credential") return entry;
    if (entry.record === null) return { kind: "route", id: entry.id, record: null };
    const { record, problems } = openRoute(entry.record, this.#openSecret);
    if (problems.length > 0) this.#onShut(entry.id, problems);
    return { kind: "route", id: entry.id, record };
  }

  readonly #openSecret: OpenSecret = (secret, binding) => {
    const dataKey = this.#dataKeys.get(secret.dataKey.id) ?? unwrapDataKey(secret.dataKey, this.#keyring);
    if (dataKey === null) return null;
    this.#dataKeys.set(dataKey.id, dataKey);
    return openText(dataKey, secret.sealed, binding);
  };
}
