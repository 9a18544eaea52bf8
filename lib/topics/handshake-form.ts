// Values of the handshake form that need no schema library: an empty one, and what of two of them counts as different.
import type { Handshake, HandshakeRow } from "./handshake.ts";

/** The handshake of a topic that says nothing of it. */
export const NO_HANDSHAKE: Handshake = {
  method: null,
  query: [],
  headers: [],
  written: { query: [], headers: [], locked: [] },
};

export const NEW_ROW: HandshakeRow = {
  key: null,
  name: "",
  type: "string",
  isRequired: false,
  description: "",
  values: [],
  fallback: "",
  example: "",
};

/** All that a person can set, as text; the order of rows does not count, nor what is written in the definition only. */
export function handshakeFingerprint(handshake: Handshake | undefined): string {
  const { method, query, headers } = handshake ?? NO_HANDSHAKE;
  return JSON.stringify([method, fingerprints(query), fingerprints(headers)]);
}

function fingerprints(rows: readonly HandshakeRow[]): string[] {
  const texts = rows.map(({ name, type, isRequired, description, values, fallback, example }) =>
    JSON.stringify([name, type, isRequired, description, values, fallback, example]),
  );
  return texts.sort();
}
