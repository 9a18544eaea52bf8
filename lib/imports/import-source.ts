// What a browser sends of a document that somebody brings.
import { z } from "zod";
import { MAX_DEFINITION_BYTES } from "#lib/asyncapi/definition-size.ts";
import { bounded } from "#lib/kernel/bounded-text.ts";

/** The document, and how it is to be read; the server reads it itself. */
export const importSourceSchema = z.object({
  text: bounded("Definition", MAX_DEFINITION_BYTES),
  isSwapped: z.boolean(),
});
/** A document, and the hosts that a person lets the portal ask for what it refers to. */
export const referencesSchema = z.object({
  text: bounded("Definition", MAX_DEFINITION_BYTES),
  address: bounded("Address", 2048).nullable(),
  hosts: z.array(bounded("Host", 300)).max(200).readonly(),
});

export type ImportSource = z.output<typeof importSourceSchema>;
