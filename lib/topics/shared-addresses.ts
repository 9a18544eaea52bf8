// Findings on addresses that several channels of a document share: told once each, with the click that makes one topic of them.
import type { Finding } from "#lib/asyncapi/definition-checks.ts";
import type { JsonObject } from "#lib/asyncapi/json-value.ts";
import { mergeMend, type SharingChannel } from "#lib/topics/merge-channels.ts";

/** So many addresses get a mend, the first ones: each takes a look through the whole document. */
const MAX_MENDS = 10;

export class SharedAddresses {
  readonly #root: JsonObject;
  readonly #channels: readonly SharingChannel[];
  readonly #told = new Set<string>();

  constructor(root: JsonObject, channels: readonly SharingChannel[]) {
    this.#root = root;
    this.#channels = channels;
  }

  /** The finding on a channel that is not the first of its address; none where the address was told. */
  findings(address: string, finding: Finding): Finding[] {
    if (this.#told.has(address)) return [];
    this.#told.add(address);
    if (this.#told.size > MAX_MENDS) return [finding];
    const sharing = this.#channels.filter(({ topic }) => topic.address === address);
    const mend = mergeMend(this.#root, sharing);
    return [mend === null ? finding : { ...finding, mend }];
  }
}
