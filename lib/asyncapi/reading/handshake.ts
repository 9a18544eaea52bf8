// What a WebSocket handshake takes beside the address: the channel's `ws` binding, in which AsyncAPI keeps the method, the
// query parameters and the headers (asyncapi/bindings, websockets).
import { type JsonObject, type Path, textAt } from "#lib/asyncapi/json-value.ts";
import { resolvePath } from "#lib/asyncapi/local-ref.ts";
import { wsBindingOf } from "#lib/asyncapi/ws-binding.ts";
import { type ReadingPart, readParts } from "./about.ts";
import type { Reading } from "./reading.ts";
import type { SchemaNode } from "./schema-node.ts";
import { schemaTree } from "./schema-tree.ts";

export type ReadingHandshake = {
  /** `GET`; empty where the document does not say. */
  readonly method: string;
  /** Null where there are none. */
  readonly query: SchemaNode | null;
  readonly headers: SchemaNode | null;
  /** What else the binding says: its version, extensions. */
  readonly more: readonly ReadingPart[];
};

const TOLD = ["method", "query", "headers"];

/** The handshake of a channel, which stands at a path; null where its document says nothing of one. */
export function readHandshake(reading: Reading, channel: JsonObject, path: Path): ReadingHandshake | null {
  const { document, budget } = reading;
  const binding = wsBindingOf(document, channel);
  const bindings = resolvePath(document, [...path, "bindings"]);
  const place = bindings && resolvePath(document, [...bindings, "ws"]);
  const treeOf = (name: "query" | "headers") =>
    schemaTree(document, binding[name], budget, place && [...place, name]).root;
  const handshake = {
    method: budget.text(textAt(binding, ["method"]) ?? ""),
    query: treeOf("query"),
    headers: treeOf("headers"),
    more: readParts(reading, binding, (name) => !TOLD.includes(name)),
  };
  return handshake.method === "" && handshake.query === null && handshake.headers === null ? null : handshake;
}
