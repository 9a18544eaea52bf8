"use client";
// The frame of a settings form: why it was refused, what somebody else changed, the fields, the save bar. Where a person
// may not save, the fields are shown without being editable.
import Alert from "@mui/material/Alert";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import type { ReactNode } from "react";
import { FormError } from "#components/ui/form-error.tsx";
import { SaveBar, type SecondStep } from "./save-bar.tsx";
import { ThreeVersions } from "./three-versions.tsx";
import type { DesignForm } from "./use-design-form.ts";

type DesignFormFrameProps<Values> = {
  form: DesignForm<Values>;
  /** Accessible name of the form. */
  name: string;
  isReadOnly: boolean;
  /** Who may edit, told where this person may not: "creators". */
  editors: string;
  labels: Readonly<Record<keyof Values & string, string>>;
  savedMessage: ReactNode;
  /** What a field holds, in a few words, where it is neither text nor a list of texts. */
  fieldText?: (field: keyof Values & string, values: Values) => string;
  secondStep?: SecondStep | null;
  children: ReactNode;
};

export function DesignFormFrame<Values>(props: DesignFormFrameProps<Values>) {
  const { form, isReadOnly, secondStep = null } = props;
  return (
    <Box
      component="form"
      ref={form.formRef}
      noValidate
      aria-label={props.name}
      onSubmit={(event) => {
        event.preventDefault();
        secondStep?.clear();
        void form.submit();
      }}
    >
      {isReadOnly ? (
        <Alert severity="info" sx={{ mb: 2 }}>
          You can read this page; {props.editors} can change it.
        </Alert>
      ) : null}
      <FormNotice
        form={form}
        labels={props.labels}
        {...(props.fieldText ? { fieldText: props.fieldText } : {})}
      />
      <FormError
        refusal={form.refusal ?? secondStep?.refusal ?? null}
        typed={{ fileName: "unsaved.json", text: JSON.stringify(form.typed, null, 2) }}
      />
      <Box component="fieldset" disabled={isReadOnly} sx={{ border: 0, p: 0, m: 0, minWidth: 0 }}>
        {props.children}
      </Box>
      {isReadOnly ? null : (
        <SaveBar
          isDirty={form.isDirty}
          isPending={form.isPending}
          message={form.isSaved ? props.savedMessage : null}
          onReset={form.reset}
          secondStep={secondStep}
        />
      )}
    </Box>
  );
}

type FormNoticeProps<Values> = Pick<DesignFormFrameProps<Values>, "form" | "labels" | "fieldText">;

function FormNotice<Values>({ form, labels, fieldText }: FormNoticeProps<Values>) {
  const { notice } = form;
  if (!notice || !form.isDirty) return null;
  if (notice.kind === "restored") {
    return (
      <Alert severity="info" sx={{ mb: 2 }}>
        Your unsaved changes from before are back. Save them, or Reset to discard them.
      </Alert>
    );
  }
  return (
    <Alert severity="warning" sx={{ mb: 2 }}>
      Someone else saved this API while you were editing. Their changes are in the form now, with yours on
      top. Nothing of yours is saved yet: check, then press Save.
      {notice.collisions.map((field) => {
        const words = (values: Values) => (fieldText ? fieldText(field, values) : textOf(values[field]));
        return (
          <ThreeVersions
            key={field}
            label={labels[field]}
            words="you both changed it."
            versions={[
              ["It was", words(notice.ancestor)],
              ["They have", words(notice.theirs)],
              ["You have", words(form.values)],
            ]}
          >
            <Button
              size="small"
              color="inherit"
              variant="outlined"
              onClick={() => form.settleField(field, "theirs")}
            >
              Take theirs
            </Button>
            <Button size="small" color="inherit" onClick={() => form.settleField(field, "mine")}>
              Keep mine
            </Button>
          </ThreeVersions>
        );
      })}
    </Alert>
  );
}

function textOf(value: unknown): string {
  const text = Array.isArray(value) ? value.join(", ") : String(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
