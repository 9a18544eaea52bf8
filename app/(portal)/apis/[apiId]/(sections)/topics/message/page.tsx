// A message of a topic, to be edited or made.
import Button from "@mui/material/Button";
import Link from "@mui/material/Link";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { loadMessage } from "#app/_server/loaders.ts";
import { type ApiParams, loadApiState } from "#app/(portal)/apis/[apiId]/load-api-state.ts";
import { topicsHref } from "#components/messages/message-address.ts";
import { MessageForm } from "#components/messages/message-form.tsx";
import { RemoveMessage } from "#components/messages/remove-message.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { can } from "#lib/identity/role.ts";
import { checkExamples, deleteMessage, saveMessage } from "../../../actions.ts";

export const metadata: Metadata = { title: "Message" };

type MessagePageParams = ApiParams & {
  readonly searchParams: Promise<{
    readonly topic?: string | string[];
    readonly message?: string | string[];
  }>;
};

export default async function MessagePage({ params, searchParams }: MessagePageParams) {
  const [{ apiId }, { topic, message = null }] = await Promise.all([params, searchParams]);
  if (typeof topic !== "string" || Array.isArray(message)) notFound();
  const [found, { api, person }] = await Promise.all([
    loadMessage(apiId, { channelKey: topic, messageKey: message }),
    loadApiState(apiId),
  ]);
  if (!found.ok) {
    return (
      <>
        <PageHeader title="Message" />
        <EmptyState title={found.message} action={<Button href={topicsHref(apiId)}>To the topics</Button>}>
          {found.code === "message_elsewhere"
            ? "Edit it in the text of the definition."
            : "It may have been renamed or removed meanwhile."}
        </EmptyState>
      </>
    );
  }
  const page = found.value;
  const canDesign = can(person, "api:design");
  if (message === null && !canDesign) notFound();
  return (
    <>
      <PageHeader
        title={message === null ? "New message" : page.message.name}
        caption={
          <>
            On the topic <Link href={topicsHref(apiId)}>{page.address}</Link>.
          </>
        }
        actions={
          message !== null && canDesign ? (
            <RemoveMessage
              name={page.message.name}
              input={{ apiId, etag: api.etag, channelKey: topic, messageKey: message }}
              action={deleteMessage}
            />
          ) : null
        }
      />
      <MessageForm
        key={JSON.stringify([topic, message])}
        apiId={apiId}
        etag={api.etag}
        channelKey={topic}
        messageKey={message}
        page={page}
        isReadOnly={!canDesign}
        save={saveMessage}
        checkExamples={checkExamples}
      />
    </>
  );
}
