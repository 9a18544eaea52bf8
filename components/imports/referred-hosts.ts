// The hosts that would be asked for what a document refers to.
import { externalAddress } from "#lib/imports/external-address.ts";

/**
 * Hosts with their ports, each once, in the order of the document.
 *
 * @param refersTo References as they are written.
 * @param address Where the document was fetched from; null where nobody knows: relative references name no host then.
 */
export function hostsOf(refersTo: readonly string[], address: string | null): string[] {
  const hosts = refersTo.flatMap((ref) => {
    const found = externalAddress(ref, address);
    return found === null || found === address ? [] : [new URL(found).host];
  });
  return [...new Set(hosts)];
}
