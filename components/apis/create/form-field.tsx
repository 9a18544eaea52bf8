"use client";
// One field of the create form, with its problems while typing. Of a text of absurd size it keeps as much as shows that it
// is too long: a browser takes seconds to draw a line of megabytes, and what is kept is never short enough to be taken.
import { type ReactNode, useEffect, useRef } from "react";
import { FormTextField } from "#components/ui/form-text-field.tsx";
import { type CreateField, enoughToRefuse } from "./create-values.ts";

type FormFieldProps = {
  name: CreateField;
  value: string;
  onChange: (text: string) => void;
  /** The keyboard has left the field. */
  onLeave: () => void;
  label: string;
  helperText: ReactNode;
  problem: string | undefined;
  placeholder?: string;
  isRequired?: boolean;
  isMono?: boolean;
  hasAutoFocus?: boolean;
};

/** The height is that of an input in the text font, so that all fields are of one height. */
const monoInput = { fontFamily: "var(--sluice-mono)", fontSize: "0.85rem", height: "1.348rem" };

export function FormField({
  name,
  value,
  onChange,
  onLeave,
  label,
  helperText,
  problem,
  ...look
}: FormFieldProps) {
  const { isRequired = false, isMono = false, hasAutoFocus = false, placeholder } = look;
  const input = useRef<HTMLInputElement>(null);
  const atStart = useRef({ onChange, value });
  useEffect(() => {
    const typed = input.current?.value ?? ""; // before the page's scripts came
    if (typed !== "" && typed !== atStart.current.value) atStart.current.onChange(bearable(typed));
  }, []);

  return (
    <FormTextField
      name={name}
      label={label}
      value={value}
      inputRef={input}
      onBlur={onLeave}
      onChange={(event) => onChange(bearable(event.target.value))}
      onPaste={(event) => {
        const text = event.clipboardData.getData("text/plain");
        if (text.length <= enoughToRefuse || !(event.target instanceof HTMLInputElement)) return;
        event.preventDefault();
        onChange(bearable(pasted(event.target, bearable(text))));
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
