"use client";
// One field of the create form, with its problems while typing. Of a text of absurd size it keeps as much as shows that it
// is too long: a browser takes seconds to draw a line of megabytes, and what is kept is never short enough to be taken.
import { type ReactNode, useEffect, useRef } from "react";
import { type Control, useController } from "react-hook-form";
import { FormTextField } from "#components/ui/form-text-field.tsx";
import type { CreateApi } from "#lib/apis/api-fields.ts";
import { type CreateField, type CreateValues, enoughToRefuse, isHopeless } from "./create-values.ts";

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

/** The height is that of an input in the text font, so that all fields are of one height. */
const monoInput = { fontFamily: "var(--sluice-mono)", fontSize: "0.85rem", height: "1.348rem" };

export function FormField({ control, name, label, helperText, remark, ...look }: FormFieldProps) {
  const { field, fieldState, formState } = useController({ control, name });
  const { isRequired = false, isMono = false, hasAutoFocus = false, placeholder } = look;

  const input = useRef<HTMLInputElement>(null);
  const { onChange, value } = field;
  const atStart = useRef({ onChange, value });
  useEffect(() => {
    const typed = input.current?.value ?? "";
    if (typed !== "" && typed !== atStart.current.value) atStart.current.onChange(bearable(typed));
  }, []);

  const isShown = fieldState.isTouched || formState.submitCount > 0 || isHopeless(name, field.value);
  const problem = (isShown ? fieldState.error?.message : undefined) ?? remark;

  return (
    <FormTextField
      name={field.name}
      label={label}
      value={field.value}
      inputRef={(element: HTMLInputElement | null) => {
        input.current = element;
        field.ref(element);
      }}
      onBlur={field.onBlur}
      onChange={(event) => field.onChange(bearable(event.target.value))}
      onPaste={(event) => {
        const text = event.clipboardData.getData("text/plain");
        if (text.length <= enoughToRefuse || !(event.target instanceof HTMLInputElement)) return;
        event.preventDefault();
        field.onChange(bearable(pasted(event.target, bearable(text))));
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

const bearable = (text: string) => text.slice(0, enoughToRefuse);

/** What the input would hold after the paste. */
function pasted(input: HTMLInputElement, text: string): string {
  const { value, selectionStart, selectionEnd } = input;
  return value.slice(0, selectionStart ?? value.length) + text + value.slice(selectionEnd ?? value.length);
}
