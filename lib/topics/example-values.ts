// Values to fill a topic's parameters with, where a person has not given any. Pure.
import { addressParameters } from "#lib/asyncapi/channel-address.ts";

/** An example for each parameter of an address: roomID → room1. */
export function exampleValues(address: string): Map<string, string> {
  const names = addressParameters(address).filter((name) => name !== "");
  return new Map(names.map((name) => [name, `${name.replace(/_?id$/i, "").toLowerCase()}1`]));
}

/** A path that a client may ask for to get this topic: its parameters filled in, something in the place of `*`. */
export function examplePath(address: string): string {
  const values = exampleValues(address);
  return address
    .replaceAll(/\{([^{}]*)\}/g, (_, name: string) => values.get(name) ?? "")
    .replace(/\*$/, "a/b");
}
