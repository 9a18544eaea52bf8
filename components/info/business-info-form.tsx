"use client";
// Who answers for an API: its business and its technical owner.
import Stack from "@mui/material/Stack";
import { DesignFormFrame } from "#components/design-form/design-form.tsx";
import { useDesignForm } from "#components/design-form/use-design-form.ts";
import { FormTextField } from "#components/ui/form-text-field.tsx";
import { SectionCard } from "#components/ui/section-card.tsx";
import type { Action } from "#components/ui/use-action.ts";
import { type BusinessInfo, businessInfoSchema } from "#lib/apis/api-fields.ts";

type BusinessInfoFormProps = {
  apiId: string;
  etag: number;
  saved: BusinessInfo;
  isReadOnly: boolean;
  save: Action<{ apiId: string; etag: number } & BusinessInfo, { etag: number }>;
};

const labels = {
  businessOwner: "Business owner",
  businessOwnerEmail: "E-mail of the business owner",
  technicalOwner: "Technical owner",
  technicalOwnerEmail: "E-mail of the technical owner",
} as const;

const groups = [
  {
    title: "Business owner",
    caption: "Decides about the API.",
    name: "businessOwner",
    email: "businessOwnerEmail",
  },
  {
    title: "Technical owner",
    caption: "Keeps it running.",
    name: "technicalOwner",
    email: "technicalOwnerEmail",
  },
] as const;

/** The schema fills gaps; the form has none. */
const formSchema = businessInfoSchema.required();

export function BusinessInfoForm({ apiId, etag, saved, isReadOnly, save }: BusinessInfoFormProps) {
  const form = useDesignForm({ apiId, form: "business-info", etag, saved, schema: formSchema, save });
  return (
    <DesignFormFrame
      form={form}
      name="Business info"
      isReadOnly={isReadOnly}
      editors="creators and publishers"
      labels={labels}
      savedMessage="Saved."
    >
      <Stack sx={{ gap: 2 }}>
        {groups.map(({ title, caption, ...fields }) => (
          <SectionCard key={title} title={title} caption={caption}>
            <Stack direction={{ xs: "column", sm: "row" }} sx={{ gap: 2, pt: 1 }}>
              {[fields.name, fields.email].map((field) => (
                <FormTextField
                  key={field}
                  label={labels[field]}
                  type={field === fields.email ? "email" : "text"}
                  value={form.values[field]}
                  problem={form.problem(field)}
                  onChange={(event) => form.set({ [field]: event.target.value })}
                />
              ))}
            </Stack>
          </SectionCard>
        ))}
      </Stack>
    </DesignFormFrame>
  );
}
