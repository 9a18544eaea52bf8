// A message of a document, or its place where it comes later. Draws on the server.
import { memo } from "react";
import type { ReadingMessage } from "#lib/asyncapi/reading/message.ts";
import { LaterPart } from "./later-part.tsx";
import { ReadingMessageBlock } from "./reading-message.tsx";

type ReadingMessagePartProps = { id: string; message: ReadingMessage; entries: ReadonlySet<string> };

/** `id` is its address on the page. */
export const ReadingMessagePart = memo(function ReadingMessagePart(props: ReadingMessagePartProps) {
  const { id, message } = props;
  if (message.laterHeight === undefined) return <ReadingMessageBlock {...props} />;
  return <LaterPart id={id} height={message.laterHeight} heading="h4" name={message.title || message.name} />;
});
