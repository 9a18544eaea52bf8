// Deny policies in the memory of a worker. A look-up costs what a path is deep and how many sizes of ranges there are,
// not how many policies.
import {
  ADDRESS_BITS,
  type IpAddress,
  type IpRange,
  parseIpAddress,
  parseIpRange,
} from "#lib/network/ip-address.ts";
import type { DenyRecord, DenySubject } from "#lib/routes/deny-record.ts";

/** Who connects to what. */
export type DenyFacts = {
  /** As far as the proxies in front of the gateway can be believed. */
  readonly clientAddress: string;
  readonly basePaths: readonly string[];
  /** Null for an anonymous client or a test key. */
  readonly application: { readonly id: string; readonly ownerId: string } | null;
};

/** The policies that are switched on, found by what they deny. */
export class Denials {
  readonly #byId = new Map<string, DenyRecord>();
  readonly #byKey = new Map<string, Map<string, DenyRecord>>();
  /** How many policies have ranges of so many bits. */
  readonly #rangesOfBits = new Map<number, number>();

  /** A policy that denies this at a time, Unix time in milliseconds; null where none does. */
  find(facts: DenyFacts, nowMs: number): DenyRecord | null {
    if (this.#byId.size === 0) return null;
    for (const key of this.#keysOf(facts)) {
      for (const record of this.#byKey.get(key)?.values() ?? []) {
        if (record.endsAtMs === null || record.endsAtMs > nowMs) return record;
      }
    }
    return null;
  }

  set(id: string, record: DenyRecord | null): void {
    const former = this.#byId.get(id);
    if (former !== undefined) this.#remove(former);
    if (record === null) return;
    const key = keyOf(record);
    if (key === null) return;
    this.#byId.set(id, record);
    const found = this.#byKey.get(key) ?? new Map<string, DenyRecord>();
    this.#byKey.set(key, found.set(id, record));
    this.#countRange(record, 1);
  }

  clear(): void {
    this.#byId.clear();
    this.#byKey.clear();
    this.#rangesOfBits.clear();
  }

  #remove(record: DenyRecord): void {
    this.#byId.delete(record.id);
    const key = keyOf(record) ?? "";
    const found = this.#byKey.get(key);
    found?.delete(record.id);
    if (found?.size === 0) this.#byKey.delete(key);
    this.#countRange(record, -1);
  }

  #countRange(record: DenyRecord, by: 1 | -1): void {
    const range = rangeOf(record);
    if (range === null) return;
    const count = (this.#rangesOfBits.get(range.bits) ?? 0) + by;
    if (count === 0) this.#rangesOfBits.delete(range.bits);
    else this.#rangesOfBits.set(range.bits, count);
  }

  *#keysOf({ clientAddress, basePaths, application }: DenyFacts): Iterable<string> {
    const address = this.#rangesOfBits.size === 0 ? null : parseIpAddress(clientAddress);
    if (address !== null) for (const bits of this.#rangesOfBits.keys()) yield rangeKey(address, bits);
    if (application !== null) {
      yield subjectKey("application", application.id);
      yield subjectKey("user", application.ownerId);
    }
    for (const basePath of basePaths) {
      for (let path = basePath.toLowerCase(); path !== ""; path = path.slice(0, path.lastIndexOf("/"))) {
        yield subjectKey("api", path);
      }
    }
  }
}

/** The addresses that a policy denies; null where it denies something else. */
export function rangeOf({ subject, value }: DenyRecord): IpRange | null {
  return subject === "address" ? parseIpRange(value) : null;
}

/** Null of a range that is none, which can deny nothing. */
function keyOf(record: DenyRecord): string | null {
  if (record.subject !== "address") return subjectKey(record.subject, record.value);
  const range = rangeOf(record);
  return range && rangeKey(range.network, range.bits);
}

function subjectKey(subject: DenySubject, value: string): string {
  return `${subject}:${value}`;
}

function rangeKey(address: IpAddress, bits: number): string {
  return `address:${bits}:${address >> BigInt(ADDRESS_BITS - bits)}`;
}
