"use client";
// A text field of a form. Its label holds the field's name alone; the mark of a mandatory field is drawn by CSS with an
// empty alternative text, because `required` already tells assistive technology. The label always stands above: an
// example can then show in the empty field, and nothing a browser fills in early is printed over it.
// Put together from MUI's parts: its TextField brings every variant and the select along, 10 KB of them.
import FormControl from "@mui/material/FormControl";
import FormHelperText from "@mui/material/FormHelperText";
import InputLabel from "@mui/material/InputLabel";
import OutlinedInput, { type OutlinedInputProps } from "@mui/material/OutlinedInput";
import { type InputHTMLAttributes, type ReactNode, useId } from "react";

type FormTextFieldProps = Omit<
  OutlinedInputProps,
  "label" | "error" | "notched" | "size" | "fullWidth" | "slotProps" | "placeholder"
> & {
  label: string;
  /** What is wrong; takes the place of the helper text. */
  problem?: string | undefined;
  helperText?: ReactNode;
  placeholder?: string | undefined;
  size?: "small" | "medium";
  /** For an input that browsers do not lead a click on the label to. */
  onLabelClick?: () => void;
  slotProps?: {
    /** Attributes of the input element. */
    htmlInput?: InputHTMLAttributes<HTMLInputElement>;
    /** Properties of the box around it: adornments, sx. */
    input?: Partial<OutlinedInputProps>;
  };
};

const mandatoryMark = { "&::after": { content: '" *" / ""' } };

export function FormTextField(props: FormTextFieldProps) {
  const {
    label,
    problem,
    helperText,
    placeholder,
    required = false,
    size = "small",
    onLabelClick,
    sx,
    slotProps,
    ...input
  } = props;
  const generatedId = useId();
  const id = input.id ?? generatedId;
  const helpId = `${id}-help`;
  const help = problem ?? helperText;
  return (
    <FormControl
      fullWidth
      size={size}
      required={required}
      error={problem !== undefined}
      {...(sx ? { sx } : {})}
    >
      <InputLabel
        htmlFor={id}
        shrink
        required={false}
        {...(onLabelClick ? { onClick: onLabelClick } : {})}
        {...(required ? { sx: mandatoryMark } : {})}
      >
        {label}
      </InputLabel>
      <OutlinedInput
        {...input}
        {...slotProps?.input}
        id={id}
        label={label}
        notched
        {...(placeholder ? { placeholder } : {})}
        {...(help ? { "aria-describedby": helpId } : {})}
        {...(slotProps?.htmlInput ? { slotProps: { input: slotProps.htmlInput } } : {})}
      />
      {help ? (
        <FormHelperText id={helpId} component="div">
          {help}
        </FormHelperText>
      ) : null}
    </FormControl>
  );
}
