"use client";
// What consumers read first: display name, description, tags. It acts at once, without deploying.
import Stack from "@mui/material/Stack";
import { DesignFormFrame } from "#components/design-form/design-form.tsx";
import { useDesignForm } from "#components/design-form/use-design-form.ts";
import { FormTextField } from "#components/ui/form-text-field.tsx";
import { Markdown } from "#components/ui/markdown.tsx";
import { SectionCard } from "#components/ui/section-card.tsx";
import type { Action } from "#components/ui/use-action.ts";
import { type BasicInfo, basicInfoSchema } from "#lib/apis/api-fields.ts";
import { TagsField } from "./tags-field.tsx";

type BasicInfoFormProps = {
  apiId: string;
  etag: number;
  saved: BasicInfo;
  /** Name of the API, shown where no display name is given. */
  name: string;
  isReadOnly: boolean;
  save: Action<{ apiId: string; etag: number } & BasicInfo, { etag: number }>;
};

const labels = { displayName: "Display name", description: "Description", tags: "Tags" } as const;

export function BasicInfoForm({ apiId, etag, saved, name, isReadOnly, save }: BasicInfoFormProps) {
  const form = useDesignForm({ apiId, form: "basic-info", etag, saved, schema: basicInfoSchema, save });
  return (
    <DesignFormFrame
      form={form}
      name="Basic info"
      isReadOnly={isReadOnly}
      editors="creators and publishers"
      labels={labels}
      savedMessage="Saved."
    >
      <SectionCard title="For consumers">
        <Stack sx={{ gap: 2.5, pt: 1 }}>
          <FormTextField
            label={labels.displayName}
            value={form.values.displayName}
            problem={form.problem("displayName")}
            helperText={`Empty shows the name: ${name}`}
            onChange={(event) => form.set({ displayName: event.target.value })}
            slotProps={{ htmlInput: { maxLength: 130 } }}
          />
          <FormTextField
            label={labels.description}
            multiline
            minRows={6}
            maxRows={24}
            value={form.values.description}
            problem={form.problem("description")}
            helperText="Markdown. It becomes the description of the AsyncAPI document that consumers download."
            onChange={(event) => form.set({ description: event.target.value })}
          />
          {form.values.description.trim() === "" ? null : (
            <details>
              <summary>Preview of the description</summary>
              <Markdown text={form.values.description} under={2} />
            </details>
          )}
          <TagsField
            tags={form.values.tags}
            problem={form.problem("tags")}
            isReadOnly={isReadOnly}
            onChange={(tags) => form.set({ tags })}
          />
        </Stack>
      </SectionCard>
    </DesignFormFrame>
  );
}
