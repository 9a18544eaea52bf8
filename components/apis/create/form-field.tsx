"use client";
// One field of the create form: its problems while typing, and a text of absurd size left out before it costs anything.
import { type ReactNode, useState } from "react";
import { type Control, useController } from "react-hook-form";
import { FormTextField } from "#components/ui/form-text-field.tsx";
import type { CreateApi } from "#lib/apis/api-fields.ts";
import { type CreateField, type CreateValues, isHopeless } from "./create-values.ts";

export type CreateControl = Control<CreateValues, unknown, CreateApi>;

type FormFieldProps = {
  control: CreateControl;
  name: CreateField;
  label: string;
  helperText: ReactNode;
  /** What the server said about the present value. */
  remark?: string | undefined;
  placeholder?: string;
  isRequired?: boolean;
  isMono?: boolean;
  hasAutoFocus?: boolean;
};

/** No field takes a hundredth of this; a browser takes seconds to draw a line of megabytes. */
const longestText = 20_000;
/** The height is that of an input in the text font, so that all fields are of one height. */
const monoInput = { fontFamily: "var(--sluice-mono)", fontSize: "0.85rem", height: "1.348rem" };
const count = new Intl.NumberFormat("en");

export function FormField({ control, name, label, helperText, remark, ...look }: FormFieldProps) {
  const { field, fieldState, formState } = useController({ control, name });
  const [absurdity, setAbsurdity] = useState<string>();
  const { isRequired = false, isMono = false, hasAutoFocus = false, placeholder } = look;

  const isShown = fieldState.isTouched || formState.submitCount > 0 || isHopeless(name, field.value);
  const problem = absurdity ?? (isShown ? fieldState.error?.message : undefined) ?? remark;

  const isAbsurd = (text: string) => {
    const isTooMuch = text.length > longestText;
    setAbsurdity(
      isTooMuch
        ? `${label} cannot take ${count.format(text.length)} characters: the text was left out`
        : undefined,
    );
    return isTooMuch;
  };

  return (
    <FormTextField
      name={field.name}
      label={label}
      value={field.value}
      inputRef={field.ref}
      onBlur={field.onBlur}
      onChange={(event) => {
        if (!isAbsurd(event.target.value)) field.onChange(event);
      }}
      onPaste={(event) => {
        if (isAbsurd(event.clipboardData.getData("text/plain"))) event.preventDefault();
      }}
      required={isRequired}
      autoFocus={hasAutoFocus}
      placeholder={placeholder}
      problem={problem}
      helperText={helperText}
      slotProps={{
        htmlInput: {
          autoComplete: "off",
          autoCapitalize: "none",
          spellCheck: name === "displayName",
          ...(isMono ? { style: monoInput } : {}),
        },
      }}
    />
  );
}
