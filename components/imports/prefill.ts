// What the form of an import holds after its document was read: what the document proposes, except where a person has typed
// something else. Pure.
import { type CreateField, type CreateValues, createFields } from "#components/apis/create/create-values.ts";
import type { ImportProposal } from "#lib/imports/import-reading.ts";

/** The fields that change; `earlier` is what was proposed before. */
export function prefilled(
  values: CreateValues,
  earlier: CreateValues,
  proposal: ImportProposal,
): Partial<Record<CreateField, string>> {
  const changed = createFields.filter(
    (field) => values[field] === earlier[field] && values[field] !== proposal[field],
  );
  return Object.fromEntries(changed.map((field) => [field, proposal[field]]));
}

export function proposedValues(proposal: ImportProposal): CreateValues {
  const { name, displayName, context, version, endpoint } = proposal;
  return { name, displayName, context, version, endpoint, template: "blank" };
}
