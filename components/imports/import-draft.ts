// A person's import as this browser tab keeps it: the document, the form's fields and what was sent of them. One draft: it is
// one piece of unsaved work.
import * as z from "zod";
import { type CreateValues, emptyValues } from "#components/apis/create/create-values.ts";
import { type CreationDraft, isTyped, sentOperation, valuesSchema } from "#components/apis/create/draft.ts";
import { draftKey, readDraft, writeDraft } from "#components/design-form/stored-draft.ts";

const form = "asyncapi-import";

/** What a document that was made of several files was made of. */
const bundleSchema = z.object({
  /** Paths of the files beside the document's own. */
  parts: z.array(z.string()),
  /** What is wrong with their references. */
  problems: z.array(z.string()),
});
export type BundleMade = z.output<typeof bundleSchema>;

const sourceSchema = z.object({
  text: z.string(),
  /** Name of the file that it came in; null where it was pasted or typed. */
  fileName: z.string().nullable(),
  /** Null where it came whole. */
  bundle: bundleSchema.nullable().default(null),
  /** Where it was fetched from; null where it was not. */
  address: z.string().nullable().default(null),
  /** What was fetched for it; null where nothing was. */
  included: bundleSchema.nullable().default(null),
  isSwapped: z.boolean(),
  /** Another one for each text and each way of reading it. */
  id: z.string(),
});

/** The document that is imported, and how it is to be read. */
export type ImportSource = z.output<typeof sourceSchema>;

export const noSource: ImportSource = {
  text: "",
  fileName: null,
  bundle: null,
  address: null,
  included: null,
  isSwapped: false,
  id: "",
};

const storedSchema = z.object({ source: sourceSchema, values: valuesSchema, proposed: valuesSchema });
type Stored = z.output<typeof storedSchema>;

/** Where a document is kept while it is only brought. */
export type SourceDraft = {
  readonly source: () => ImportSource;
  /** False where the browser does not keep it: a reload would lose it. */
  readonly keepSource: (source: ImportSource) => boolean;
};

export type ImportDraft = CreationDraft &
  SourceDraft & {
    /** What the form was filled with, so that it is told from what was typed. */
    readonly proposed: () => CreateValues;
    readonly keepProposed: (proposed: CreateValues) => void;
  };

const nothing: Stored = { source: noSource, values: emptyValues, proposed: emptyValues };

export function importDraft(personId: string): ImportDraft {
  const key = draftKey(personId, "new", form);
  const sent = sentOperation(personId, form);
  let kept = storedSchema.safeParse(readDraft(key)).data ?? nothing;
  let isDropped = false;
  const keep = (part: Partial<Stored>): boolean => {
    if (isDropped) return true;
    kept = { ...kept, ...part };
    const isEmpty = kept.source.text === "" && !isTyped(kept.values);
    if (writeDraft(key, isEmpty ? null : kept)) return true;
    writeDraft(key, { ...kept, source: noSource }); // the fields at least
    return false;
  };
  return {
    read: () => (isTyped(kept.values) ? kept.values : null),
    keep: (values) => void keep({ values }),
    source: () => kept.source,
    keepSource: (source) => keep({ source }),
    proposed: () => kept.proposed,
    keepProposed: (proposed) => void keep({ proposed }),
    readSent: sent.read,
    keepSent: sent.keep,
    drop: () => {
      isDropped = true; // the page is left: nothing that is still drawn may bring it back
      writeDraft(key, null);
      sent.drop();
    },
  };
}

/** A document that is to take the place of an API's definition, until it does. */
export function replacementDraft(
  personId: string,
  apiId: string,
): SourceDraft & { readonly drop: () => void } {
  const key = draftKey(personId, apiId, "definition-replacement");
  let isDropped = false;
  return {
    source: () => sourceSchema.safeParse(readDraft(key)).data ?? noSource,
    keepSource: (source) => isDropped || writeDraft(key, source.text === "" ? null : source),
    drop: () => {
      isDropped = true;
      writeDraft(key, null);
    },
  };
}
