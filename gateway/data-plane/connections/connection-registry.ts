// The live connections of a worker, found by API, by credential and by application, so that a change costs what it concerns.
import type { Connection } from "#gateway/data-plane/connections/connection.ts";
import type { TouchedIds } from "#gateway/data-plane/routing/routing-table.ts";
import { isInRange, parseIpAddress } from "#lib/network/ip-address.ts";

const NONE: ReadonlySet<Connection> = new Set();

/** Every open connection, and ways to find some of them. */
export class ConnectionRegistry {
  readonly #all = new Set<Connection>();
  readonly #byApi = new Map<string, Set<Connection>>();
  readonly #byCredential = new Map<string, Set<Connection>>();
  readonly #byApplication = new Map<string, Set<Connection>>();

  get size(): number {
    return this.#all.size;
  }

  add(connection: Connection): void {
    this.#all.add(connection);
    addTo(this.#byApi, connection.apiId, connection);
    if (connection.credentialId !== null) addTo(this.#byCredential, connection.credentialId, connection);
    if (connection.applicationId !== null) addTo(this.#byApplication, connection.applicationId, connection);
  }

  remove(connection: Connection): void {
    this.#all.delete(connection);
    removeFrom(this.#byApi, connection.apiId, connection);
    if (connection.credentialId !== null) removeFrom(this.#byCredential, connection.credentialId, connection);
    if (connection.applicationId !== null)
      removeFrom(this.#byApplication, connection.applicationId, connection);
  }

  /** All of them; removing while iterating is fine. */
  all(): Iterable<Connection> {
    return this.#all;
  }

  /** Those of one API. */
  ofApi(apiId: string): ReadonlySet<Connection> {
    return this.#byApi.get(apiId) ?? NONE;
  }

  /** Those that an update of these concerns, each once. */
  concernedBy({ apiIds, credentialIds, applicationIds, addresses }: TouchedIds): Iterable<Connection> {
    const concerned = new Set<Connection>();
    const collect = (index: Map<string, Set<Connection>>, ids: readonly string[]): void => {
      for (const id of ids) for (const connection of index.get(id) ?? []) concerned.add(connection);
    };
    collect(this.#byApi, apiIds);
    collect(this.#byCredential, credentialIds);
    collect(this.#byApplication, applicationIds);
    if (addresses.length > 0) {
      for (const connection of this.#all) {
        const address = parseIpAddress(connection.clientAddress);
        if (address !== null && addresses.some((range) => isInRange(range, address)))
          concerned.add(connection);
      }
    }
    return concerned;
  }
}

function addTo(index: Map<string, Set<Connection>>, key: string, connection: Connection): void {
  const found = index.get(key);
  if (found === undefined) index.set(key, new Set([connection]));
  else found.add(connection);
}

function removeFrom(index: Map<string, Set<Connection>>, key: string, connection: Connection): void {
  const found = index.get(key);
  found?.delete(connection);
  if (found?.size === 0) index.delete(key);
}
