"use client";
// A field of a message for one plain value. Templates may be typed into any of them, so that none is bound to numbers or
// dates by the browser.
import { FormTextField } from "#components/ui/form-text-field.tsx";
import { type FormShape, valueWords } from "#lib/console/form/form-shape.ts";
import type { JsonPart } from "#lib/console/form/json-parts.ts";
import { Choice } from "./choice.tsx";

type FormLeafProps = {
  name: string;
  isRequired: boolean;
  shape: Extract<FormShape, { kind: "text" | "number" | "truth" | "values" }>;
  part: JsonPart | null;
  onTyped: (typed: string, kind: "text" | "number") => void;
  /** As JSON; empty for not given. */
  onChosen: (written: string) => void;
};

export function FormLeaf({ name, isRequired, shape, part, onTyped, onChosen }: FormLeafProps) {
  if (shape.kind === "truth" || shape.kind === "values") {
    const now =
      part?.kind === "text" ? JSON.stringify(part.value) : part?.kind === "bare" ? part.written : "";
    const offered = shape.kind === "truth" ? ["true", "false"] : shape.values;
    // A value that the definition does not have stays until another is chosen.
    const values = now === "" || offered.includes(now) ? offered : [...offered, now];
    return (
      <Choice
        label={isRequired ? `${name} (required)` : name}
        value={now}
        options={[["", "Not given"] as const, ...values.map((it) => [it, valueWords(it)] as const)]}
        width={300}
        onChange={onChosen}
      />
    );
  }
  const { kind, words } = shape;
  const isBare = part?.kind === "bare";
  // What stands without quotes where a text belongs is told, not shown as if it were one.
  const isOther = kind === "text" && isBare;
  return (
    <FormTextField
      label={name}
      required={isRequired}
      value={part?.kind === "text" ? part.value : isBare && !isOther ? part.written : ""}
      helperText={isOther ? `It is ${part.written}, without quotes, until you type a text.` : words}
      onChange={(event) => onTyped(event.target.value, kind)}
      slotProps={{ htmlInput: { spellCheck: false, autoComplete: "off" } }}
    />
  );
}
