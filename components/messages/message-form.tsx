"use client";
// A message of a topic: what it is called, which ways it passes, its schemas, examples and answers.
import Stack from "@mui/material/Stack";
import { useRouter } from "next/navigation";
import { useCallback, useEffect, useMemo, useRef } from "react";
import { DesignFormFrame } from "#components/design-form/design-form.tsx";
import { type DesignForm, useDesignForm } from "#components/design-form/use-design-form.ts";
import { flash } from "#components/ui/flash.ts";
import { SectionCard } from "#components/ui/section-card.tsx";
import type { Action } from "#components/ui/use-action.ts";
import { isJsonContent, isJsonSchemaFormat } from "#lib/asyncapi/reading/example-values.ts";
import { type MessageDraft, messageSchemaFor } from "#lib/messages/message.ts";
import type { MessagePage } from "#lib/messages/read-message.ts";
import { ExampleList } from "./example-list.tsx";
import { messageHref } from "./message-address.ts";
import { AnswerFields, DirectionFields, NameFields } from "./message-fields.tsx";
import { PayloadFields } from "./payload-fields.tsx";
import { SchemaField } from "./schema-field.tsx";
import { type CheckExamples, useExampleCheck } from "./use-example-check.ts";

export type SaveMessage = Action<
  { apiId: string; etag: number; channelKey: string; messageKey: string | null; message: MessageDraft },
  { etag: number; messageKey: string }
>;

type MessageFormProps = {
  apiId: string;
  etag: number;
  channelKey: string;
  messageKey: string | null;
  page: MessagePage;
  isReadOnly: boolean;
  save: SaveMessage;
  checkExamples: CheckExamples;
};

const SAVED = "Saved. Deploy to make it live.";

const labels = {
  name: "Name",
  title: "Title",
  summary: "Summary",
  description: "Description",
  contentType: "Content type",
  types: "Directions",
  schemaFormat: "Schema format",
  payload: "Payload",
  headers: "Headers",
  examples: "Examples",
  answeredWith: "Answered with",
} as const;

export function MessageForm(props: MessageFormProps) {
  const { apiId, etag, channelKey, messageKey, page, isReadOnly } = props;
  const save = useSaveMessage(props);
  const schema = useMemo(() => messageSchemaFor(page.defaultContentType), [page.defaultContentType]);
  const form = useDesignForm({
    apiId,
    form: `message ${JSON.stringify([channelKey, messageKey])}`,
    etag,
    saved: page.message,
    schema,
    save: save.run,
  });
  useEffect(() => {
    if (form.isSaved) save.arrive();
  }, [form.isSaved, save.arrive]);
  const { values } = form;
  const misfits = useExampleCheck(props.checkExamples, { apiId, channelKey, messageKey, message: values });
  return (
    <DesignFormFrame
      form={form}
      name="Message"
      isReadOnly={isReadOnly}
      editors="creators"
      labels={labels}
      savedMessage={messageKey === null ? null : SAVED}
      fieldText={(field, { [field]: value }) => (typeof value === "string" ? value : JSON.stringify(value))}
    >
      <MessageSections form={form} page={page} isReadOnly={isReadOnly} misfits={misfits} />
    </DesignFormFrame>
  );
}

type MessageSectionsProps = {
  form: DesignForm<MessageDraft>;
  page: MessagePage;
  isReadOnly: boolean;
  misfits: readonly (readonly string[])[];
};

function MessageSections({ form, page, isReadOnly, misfits }: MessageSectionsProps) {
  const { values, set } = form;
  const problem = (field: keyof MessageDraft) => form.problem(field);
  const fields = { values, set, problem, isReadOnly, page };
  const hasRows = values.schemaFormat === "" || isJsonSchemaFormat(values.schemaFormat);
  return (
    <Stack sx={{ gap: 2 }}>
      <SectionCard title="What it is">
        <NameFields {...fields} />
      </SectionCard>
      <SectionCard title="Directions">
        <DirectionFields {...fields} />
      </SectionCard>
      <SectionCard title="Payload">
        <PayloadFields
          {...fields}
          hasRows={hasRows}
          isJson={isJsonContent(values.contentType || page.defaultContentType)}
        />
      </SectionCard>
      <SectionCard title="Examples" caption="Checked against the schemas while you type.">
        <ExampleList
          examples={values.examples}
          misfits={misfits}
          hasHeaders={values.headers !== ""}
          isReadOnly={isReadOnly}
          problem={(path) => form.problem("examples", path)}
          onChange={(examples) => set({ examples })}
        />
      </SectionCard>
      <SectionCard
        title="Headers"
        caption="Of the message, where its protocol has them; not those of the handshake."
      >
        <SchemaField
          label="Headers"
          text={values.headers}
          language={page.language}
          sharedSchemas={page.sharedSchemas}
          problem={problem("headers")}
          hasRows
          isReadOnly={isReadOnly}
          onChange={(headers) => set({ headers })}
        />
      </SectionCard>
      {values.types.length > 0 && page.others.length > 0 ? (
        <SectionCard title="Reply">
          <AnswerFields {...fields} />
        </SectionCard>
      ) : null}
    </Stack>
  );
}

/** Saves under the message's key; a new one gets its key, and then its own page. */
function useSaveMessage({ apiId, channelKey, messageKey, save }: MessageFormProps) {
  const router = useRouter();
  const saved = useRef<string | null>(null);
  const run = useCallback(
    async (input: { apiId: string; etag: number } & MessageDraft) => {
      const outcome = await save({ ...input, channelKey, messageKey, message: input });
      if (outcome.ok) saved.current = outcome.value.messageKey;
      return outcome;
    },
    [save, channelKey, messageKey],
  );
  const arrive = useCallback(() => {
    if (messageKey !== null || saved.current === null) return;
    // The page that it gets may come before anybody has read what this one says.
    flash(SAVED);
    router.replace(messageHref(apiId, channelKey, saved.current));
  }, [router, apiId, channelKey, messageKey]);
  return { run, arrive };
}
