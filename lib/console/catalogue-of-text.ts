// The catalogue of a definition's text, read where nobody else waits: in a thread of the portal, or by a command.
import { exactValue, isExactMap, plainObject } from "#lib/asyncapi/exact-value.ts";
import { done, type Outcome, refuse } from "#lib/kernel/outcome.ts";
import { judgeDefinition } from "#lib/topics/judge-definition.ts";
import type { Catalogue } from "./catalogue.ts";
import { readCatalogue } from "./read-catalogue.ts";

/** Refusal: `definition_invalid`. `judged` where the text was judged already. */
export function readCatalogueOf(text: string, judged = judgeDefinition(text)): Outcome<Catalogue> {
  const design = judged.definition && exactValue(judged.definition.source);
  if (!design || !isExactMap(design)) {
    return refuse("definition_invalid", "The definition has to be mended first.");
  }
  return done(readCatalogue(plainObject(design)));
}
