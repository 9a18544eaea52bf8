// One of the document's own schemas. Draws on the server.
import { memo } from "react";
import type { SchemaEntry } from "#lib/asyncapi/reading/schema-entries.ts";
import { LaterPart } from "./later-part.tsx";
import { ReadingSchema } from "./reading-schema.tsx";

type ReadingSchemaEntryProps = { id: string; entry: SchemaEntry; entries: ReadonlySet<string> };

/** `id` is its address; `entries` are the schemas that have an entry on the page. */
export const ReadingSchemaEntry = memo(function ReadingSchemaEntry({
  id,
  entry,
  entries,
}: ReadingSchemaEntryProps) {
  if (entry.laterHeight !== undefined)
    return <LaterPart id={id} height={entry.laterHeight} heading="h3" name={entry.name} />;
  return <ReadingSchema id={id} label={entry.name} schema={entry.root} entries={entries} heading="h3" />;
});
