"use client";
// The form that creates a WebSocket API. What was typed survives every error; the server's words stand at their fields.
import Box from "@mui/material/Box";
import Card from "@mui/material/Card";
import { useRouter } from "next/navigation";
import { useMemo } from "react";
import { useCurrentPerson } from "#components/ui/current-person.tsx";
import { FormError } from "#components/ui/form-error.tsx";
import type { TemplatePreview } from "#lib/creation/templates/template-previews.ts";
import type { GatewayUrls } from "#lib/deployments/deployment.ts";
import { CreateButtons } from "./create-buttons.tsx";
import { CreateFields } from "./create-fields.tsx";
import { creationDraft } from "./draft.ts";
import type { TestEndpoint } from "./endpoint-test.tsx";
import { PublishDialog } from "./publish-dialog.tsx";
import { TemplateChoice } from "./template-choice.tsx";
import type { CheckAvailability } from "./use-availability.ts";
import { useCreateForm } from "./use-create-form.ts";
import type { CreationActions } from "./use-creation.ts";

type CreateApiFormProps = {
  actions: CreationActions & { checkAvailability: CheckAvailability; testEndpoint: TestEndpoint };
  templates: readonly TemplatePreview[];
  gatewayUrls: GatewayUrls;
  canPublish: boolean;
};

export function CreateApiForm({ actions, templates, gatewayUrls, canPublish }: CreateApiFormProps) {
  const router = useRouter();
  const personId = useCurrentPerson()?.id ?? "";
  const draft = useMemo(() => creationDraft(personId), [personId]);
  const {
    fields,
    formRef,
    availability,
    refusal,
    creation,
    create,
    createAndPublish,
    retry,
    closeProgress,
    finish,
    dropDraft,
  } = useCreateForm({ actions, draft, onDone: (apiId) => router.push(`/apis/${apiId}/overview`) });
  const cancel = () => {
    dropDraft();
    router.push("/apis");
  };

  return (
    <Card sx={{ p: { xs: 2, sm: 3 }, maxWidth: 820 }}>
      <Box
        component="form"
        ref={formRef}
        noValidate
        aria-label="Create a WebSocket API"
        onSubmit={(event) => {
          event.preventDefault();
          void create();
        }}
      >
        <CreateFields
          form={fields}
          hasAutoFocus
          gatewayUrls={gatewayUrls}
          testEndpoint={actions.testEndpoint}
          availability={availability}
        />
        <TemplateChoice templates={templates} value={fields.values.template} onChoose={fields.choose} />
        <FormError refusal={refusal} />
        <CreateButtons
          isCreating={creation.isCreating}
          isPublishing={creation.progress?.phase === "saving" || creation.progress?.phase === "going_live"}
          onCreateAndPublish={canPublish ? () => void createAndPublish() : null}
          onCancel={cancel}
        />
      </Box>
      <PublishDialog
        progress={creation.progress}
        onRetry={() => void retry()}
        onClose={closeProgress}
        onOpenApi={finish}
      />
    </Card>
  );
}
