// A part of a document that has come later, drawn as the page draws what it brings.

import { memo } from "react";
import { address } from "#lib/asyncapi/reading/address.ts";
import type { ReadingPart } from "#lib/asyncapi/reading/sections.ts";
import { ReadingChannelSection } from "./reading-channel.tsx";
import { ReadingMessageBlock } from "./reading-message.tsx";
import { ReadingOperations } from "./reading-operation.tsx";
import { ReadingSchemaEntry } from "./reading-schema-entry.tsx";

type DrawnPartProps = { id: string; part: ReadingPart; entries: ReadonlySet<string> };

/** `id` is its address; `entries` are the schemas that have an entry on the page. */
export const DrawnPart = memo(function DrawnPart({ id, part, entries }: DrawnPartProps) {
  if (part.kind === "channel") return <ReadingChannelSection channel={part.channel} entries={entries} />;
  if (part.kind === "operation") return <ReadingOperations operations={[part.operation]} entries={entries} />;
  if (part.kind === "message")
    return <ReadingMessageBlock id={id} message={part.message} entries={entries} />;
  return <ReadingSchemaEntry id={address.schema(part.entry.name)} entry={part.entry} entries={entries} />;
});
