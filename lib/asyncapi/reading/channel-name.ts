// What a topic is called where there is one line for it: its address, with its key where another has the same address.
import type { ReadingChannel } from "./view.ts";

type Named = Pick<ReadingChannel, "key" | "address">;

/** Names for these channels, which are all that stand together. */
export function channelNames(channels: readonly Named[]): (channel: Named) => string {
  const seen = new Set<string>();
  const twins = new Set<string>();
  for (const { address } of channels) (seen.has(address) ? twins : seen).add(address);
  return ({ key, address }) => {
    if (address === "") return key;
    return twins.has(address) ? `${address} (${key})` : address;
  };
}
