// Carries out the mend of a finding on the text as it is by now. The mend was made for the text that was checked, and its
// edits would fit many another: only where the same finding still stands do they mean what the person chose. Pure.
import type { Mend } from "#lib/asyncapi/diagnostic.ts";
import { editSource } from "#lib/asyncapi/source-edit.ts";
import { judgeDefinition } from "#lib/topics/judge-definition.ts";

/** The mended text, or words on why there is none. */
export type MendedText =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly message: string };

export function mendText(text: string, mend: Mend): MendedText {
  const { definition, diagnostics } = judgeDefinition(text);
  if (definition === null) {
    return refusal(
      mend,
      "the text cannot be read as it is now. Mend its other errors first, then try again.",
    );
  }
  const wanted = JSON.stringify(mend);
  const found = diagnostics.find((finding) => JSON.stringify(finding.mend) === wanted);
  if (found === undefined) {
    return refusal(mend, "the text has changed since it was checked. Look at the findings again.");
  }
  const edited = editSource(text, mend.edits);
  if (!edited.ok)
    return refusal(mend, "it does not fit the text. Write it yourself, at the line of the finding.");
  return { ok: true, text: edited.text };
}

function refusal({ label }: Mend, reason: string): MendedText {
  return { ok: false, message: `“${label}” was not carried out: ${reason}` };
}
