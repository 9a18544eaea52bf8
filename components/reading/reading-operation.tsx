// What a client can do on a topic, a request beside its reply. Draws on the server.
import Box from "@mui/material/Box";
import Link from "@mui/material/Link";
import Typography from "@mui/material/Typography";
import { memo } from "react";
import { MonoText } from "#components/ui/mono-text.tsx";
import { address, linkTo } from "#lib/asyncapi/reading/address.ts";
import { type ClientWords, isToClient, verbOf } from "#lib/asyncapi/reading/direction.ts";
import type { ReadingMessage } from "#lib/asyncapi/reading/message.ts";
import type { ReadingOperation, ReadingReply } from "#lib/asyncapi/reading/operation.ts";
import { scopeWords } from "#lib/asyncapi/scope-words.ts";
import { Direction } from "./direction.tsx";
import { ItemMenuButton } from "./item-menu-button.tsx";
import { LaterPart } from "./later-part.tsx";
import { ReadingAboutBlock, ReadingParts } from "./reading-about.tsx";
import { ReadingMessagePart } from "./reading-message-part.tsx";
import { ReadingSecurity } from "./reading-security.tsx";
import { ReadingTexts } from "./reading-texts.tsx";

type WithEntries = { entries: ReadonlySet<string> };
type ReadingOperationsProps = Partial<WithEntries> & { operations: readonly ReadingOperation[] };

const NONE: ReadonlySet<string> = new Set();

/** `entries` are the schemas that have an entry on the page; none where it has no such entries. */
export function ReadingOperations({ operations, entries = NONE }: ReadingOperationsProps) {
  return operations.map((operation) => (
    <Operation key={operation.key} operation={operation} entries={entries} />
  ));
}

const Operation = memo(function Operation({
  operation,
  entries,
}: WithEntries & { operation: ReadingOperation }) {
  const id = address.operation(operation.key);
  const name = operation.title || operation.key;
  const heading = (
    <>
      <Direction words={operation.direction} />
      {operation.title ? `: ${operation.title}` : null}
    </>
  );
  if (operation.laterHeight !== undefined)
    return <LaterPart id={id} height={operation.laterHeight} heading="h3" name={heading} />;
  return (
    <Box sx={{ mt: 2, pl: 2, borderLeft: "3px solid", borderColor: colourOf(operation.direction) }}>
      <Typography variant="h4" component="h3" id={id}>
        {heading}
        <ItemMenuButton name={name} address={id} place={operation.place} isPart />
      </Typography>
      <ReadingTexts texts={[operation.summary, operation.description]} under={3} />
      <ReadingSecurity schemes={operation.security} />
      {operation.scopes.length > 0 ? (
        <Typography variant="body2" sx={{ mt: 0.5, overflowWrap: "anywhere" }}>
          {scopeWords(verbOf(operation.direction), operation.scopes)}
        </Typography>
      ) : null}
      <ReadingAboutBlock about={operation.about} of={name} />
      <Messages id={id} messages={operation.messages} entries={entries} />
      {operation.reply ? (
        <Reply id={address.reply(id)} of={name} reply={operation.reply} entries={entries} />
      ) : null}
    </Box>
  );
});

function colourOf(words: ClientWords): string {
  return isToClient(words) ? "info.main" : "success.main";
}

type MessagesProps = WithEntries & { id: string; messages: readonly ReadingMessage[] };

/** `id` is the address of what the messages belong to. */
function Messages({ id, messages, entries }: MessagesProps) {
  if (messages.length > 0)
    return messages.map((message) => (
      <ReadingMessagePart
        key={message.key}
        id={address.message(id, message.key)}
        message={message}
        entries={entries}
      />
    ));
  return (
    <Typography variant="body2" sx={{ mt: 0.5, color: "text.secondary" }}>
      Messages of any form: the definition describes none.
    </Typography>
  );
}

/** `of` is what the operation is called. */
type ReplyProps = WithEntries & { id: string; of: string; reply: ReadingReply };

function Reply({ id, of, reply, entries }: ReplyProps) {
  const isChoice = reply.messages.length > 1;
  return (
    <Box sx={{ mt: 2, pl: 2, borderLeft: "3px dashed", borderColor: colourOf(reply.words) }}>
      <Typography variant="h5" component="h4" id={id}>
        <Direction words={reply.words} />
        {isChoice ? ` one of ${reply.messages.length}` : null}
        <ItemMenuButton name={`the reply of ${of}`} address={id} place={reply.place} />
      </Typography>
      <Typography variant="body2" sx={{ color: "text.secondary", overflowWrap: "anywhere" }}>
        <ReplyPlace reply={reply} />
        {reply.matchedBy.length > 0 ? `, matched by ${reply.matchedBy.join(", or ")}` : null}.
      </Typography>
      <ReadingTexts texts={[reply.description, reply.addressDescription]} under={4} />
      <ReadingParts title="Extensions" of="the reply" parts={reply.extensions} />
      <Messages id={id} messages={reply.messages} entries={entries} />
    </Box>
  );
}

function ReplyPlace({ reply }: { reply: ReadingReply }) {
  const name = reply.address || reply.channelKey;
  if (name)
    return (
      <>
        On{" "}
        {reply.channelKey ? (
          <Link href={linkTo(address.channel(reply.channelKey))}>
            <MonoText>{name}</MonoText>
          </Link>
        ) : (
          <MonoText>{name}</MonoText>
        )}
        {reply.addressFrom ? `, or where ${reply.addressFrom} of the request says` : null}
      </>
    );
  return reply.addressFrom ? `Where ${reply.addressFrom} of the request says` : "On the same connection";
}
