"use server";
// Actions of the page that replaces a definition: what would change, and the replacing.

import { z } from "zod";
import { action } from "#app/_server/action.ts";
import { thenReadAhead } from "#app/_server/read-ahead.ts";
import { importSourceSchema } from "#lib/imports/import-source.ts";
import * as replacing from "#lib/replacing/commands.ts";

const replacementSchema = importSourceSchema.extend({
  apiId: z.string().min(1).max(64),
  etag: z.int().min(1),
});

export const readReplacement = action("api:design", replacementSchema, replacing.readReplacement);

export const replaceDefinition = action(
  "api:design",
  replacementSchema,
  thenReadAhead("design", replacing.replaceDefinition),
);
