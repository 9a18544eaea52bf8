// What a browser sends of a document that somebody brings.
import { z } from "zod";
import { MAX_DEFINITION_BYTES } from "#lib/asyncapi/definition-size.ts";
import { bounded } from "#lib/kernel/bounded-text.ts";

/** The document, and how it is to be read; the server reads it itself. */
export const importSourceSchema = z.object({
  text: bounded("Definition", MAX_DEFINITION_BYTES),
  isSwapped: z.boolean(),
});
export type ImportSource = z.output<typeof importSourceSchema>;
