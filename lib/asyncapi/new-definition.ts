// The definition that a new API starts with: one topic for everything, both directions.
import { stringify } from "yaml";
import { PLAIN_YAML } from "#lib/asyncapi/source-style.ts";

/** What a new definition takes over from the API's settings. */
export type NewDefinition = {
  readonly title: string;
  readonly version: string;
  readonly description?: string;
};

/** AsyncAPI 3.0.0 as YAML: the default topic `/*` with Subscribe (`sendAll`) and Publish (`receiveAll`). */
export function newDefinition({ title, version, description }: NewDefinition): string {
  const info = { title, version, ...(description ? { description } : {}) };
  const document = {
    asyncapi: "3.0.0",
    info,
    defaultContentType: "application/json",
    channels: { all: { address: "/*" } },
    operations: {
      sendAll: { action: "send", channel: { $ref: "#/channels/all" } },
      receiveAll: { action: "receive", channel: { $ref: "#/channels/all" } },
    },
  };
  return stringify(document, PLAIN_YAML);
}
