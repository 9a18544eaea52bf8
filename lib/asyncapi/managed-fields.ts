// Keeps the fields of a definition that follow the API's own settings (DESIGN.md section 4).
import type { JsonValue } from "#lib/asyncapi/json-value.ts";
import { editSource } from "#lib/asyncapi/source-edit.ts";

/** Settings that the definition repeats. A description that is absent leaves the text's own. */
export type ManagedFields = {
  readonly title: string;
  readonly version: string;
  readonly description?: string;
};

/** The text with `info` brought in line, all else untouched. A text that cannot be read comes back as it is. */
export function syncManagedFields(text: string, fields: ManagedFields): string {
  const edits = Object.entries(fields).map(([name, value]: [string, JsonValue]) => {
    return { op: "set", path: ["info", name], value } as const;
  });
  const edited = editSource(text, edits);
  return edited.ok ? edited.text : text;
}
