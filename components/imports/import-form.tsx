"use client";
// Step 2 of an import: the form, filled in from the document, and the two ways to send it.
import Box from "@mui/material/Box";
import { CreateButtons } from "#components/apis/create/create-buttons.tsx";
import { CreateFields } from "#components/apis/create/create-fields.tsx";
import type { TestEndpoint } from "#components/apis/create/endpoint-test.tsx";
import { PublishDialog } from "#components/apis/create/publish-dialog.tsx";
import type { useCreateForm } from "#components/apis/create/use-create-form.ts";
import { FormError } from "#components/ui/form-error.tsx";
import { SectionCard } from "#components/ui/section-card.tsx";
import type { GatewayUrls } from "#lib/deployments/deployment.ts";
import type { ImportServer } from "#lib/imports/import-reading.ts";
import { ServerChoice } from "./server-choice.tsx";

type ImportFormProps = {
  form: ReturnType<typeof useCreateForm>;
  /** Null where the document as it is says nothing of them. */
  servers: readonly ImportServer[] | null;
  gatewayUrls: GatewayUrls;
  testEndpoint: TestEndpoint;
  canPublish: boolean;
  onCancel: () => void;
};

export function ImportForm({
  form,
  servers,
  gatewayUrls,
  testEndpoint,
  canPublish,
  onCancel,
}: ImportFormProps) {
  const { fields, creation } = form;
  return (
    <Box sx={{ maxWidth: 820 }}>
      <SectionCard title="3. The API" caption="Filled in from the document; change what you like.">
        <Box
          component="form"
          ref={form.formRef}
          noValidate
          aria-label="Import an AsyncAPI definition"
          sx={{ pt: 1.5 }}
          onSubmit={(event) => {
            event.preventDefault();
            void form.create();
          }}
        >
          <CreateFields
            form={fields}
            gatewayUrls={gatewayUrls}
            testEndpoint={testEndpoint}
            availability={form.availability}
            endpointChoice={
              servers ? (
                <ServerChoice
                  servers={servers}
                  endpoint={fields.values.endpoint}
                  onChoose={(url) => fields.set("endpoint", url)}
                />
              ) : null
            }
          />
          <FormError refusal={form.refusal} />
          <CreateButtons
            isCreating={creation.isCreating}
            isPublishing={creation.progress?.phase === "saving" || creation.progress?.phase === "going_live"}
            onCreateAndPublish={canPublish ? () => void form.createAndPublish() : null}
            onCancel={onCancel}
          />
        </Box>
      </SectionCard>
      <PublishDialog
        progress={creation.progress}
        onRetry={() => void form.retry()}
        onClose={form.closeProgress}
        onOpenApi={form.finish}
      />
    </Box>
  );
}
