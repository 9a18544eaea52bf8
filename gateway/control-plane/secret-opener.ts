// Opens the secrets of routes with the keys of this process: here and nowhere else. Data keys stay in memory, so that
// a rotation leaves a running gateway able to open what comes after it.
import type { Keyring } from "#lib/kernel/keyring.ts";
import type { RoutingEntry, SealedEntry, SealedRoute } from "#lib/routes/route-record.ts";
import { type DataKey, unwrapDataKey } from "#lib/secrets/envelope.ts";
import {
  type OpenedDial,
  type OpenedRoute,
  type OpenSecret,
  openDial,
  openRoute,
  type SealedDial,
} from "#lib/secrets/open-route.ts";
import { openText } from "#lib/secrets/open-text.ts";

/** Hears of a route that is served without backends, since its secrets do not open. */
export type OnShut = (apiId: string, problems: readonly string[]) => void;

/** How many of an API's secrets open and do not. */
type Tally = { readonly name: string; readonly opened: number; readonly locked: number };

export class SecretOpener {
  readonly #keyring: Keyring;
  readonly #onShut: OnShut;
  readonly #dataKeys = new Map<string, DataKey>();
  /** Of the APIs with secrets that were tried, by id. */
  readonly #tallies = new Map<string, Tally>();

  constructor(keyring: Keyring, onShut: OnShut) {
    this.#keyring = keyring;
    this.#onShut = onShut;
  }

  /** Name and version of the APIs that have a secret which no key of this process opens. */
  get lockedApis(): readonly string[] {
    return [...this.#tallies.values()].filter(({ locked }) => locked > 0).map(({ name }) => name);
  }

  /** True where there are secrets and not one of them opens: then it is the key that is another one. */
  get isKeyWrong(): boolean {
    return this.#tallies.size > 0 && [...this.#tallies.values()].every(({ opened }) => opened === 0);
  }

  /** An entry for the workers. */
  open(entry: SealedEntry): RoutingEntry {
    if (entry.kind !== "route") return entry;
    if (entry.record === null) {
      this.#tallies.delete(entry.id);
      return { kind: "route", id: entry.id, record: null };
    }
    const { record, problems } = this.#openCounting(entry.id, entry.record);
    if (problems.length > 0) this.#onShut(entry.id, problems);
    return { kind: "route", id: entry.id, record };
  }

  /** What a test of an endpoint is dialled with. */
  openDial(apiId: string, urls: readonly string[], dial: SealedDial): OpenedDial {
    return openDial(apiId, urls, dial, this.#openSecret);
  }

  #openCounting(apiId: string, route: SealedRoute): OpenedRoute {
    let opened = 0;
    let locked = 0;
    const result = openRoute(route, (secret, binding) => {
      const text = this.#openSecret(secret, binding);
      if (text === null) locked += 1;
      else opened += 1;
      return text;
    });
    if (opened + locked === 0) this.#tallies.delete(apiId);
    else this.#tallies.set(apiId, { name: `${route.name} ${route.version}`, opened, locked });
    return result;
  }

  readonly #openSecret: OpenSecret = (secret, binding) => {
    const dataKey = this.#dataKeys.get(secret.dataKey.id) ?? unwrapDataKey(secret.dataKey, this.#keyring);
    if (dataKey === null) return null;
    this.#dataKeys.set(dataKey.id, dataKey);
    return openText(dataKey, secret.sealed, binding);
  };
}
