// One message of a document to read: its fields as a tree, and examples. Draws on the server.

import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import { Markdown } from "#components/ui/markdown.tsx";
import { MonoText } from "#components/ui/mono-text.tsx";
import { address } from "#lib/asyncapi/reading/address.ts";
import type { ReadingExample, ReadingMessage } from "#lib/asyncapi/reading/message.ts";
import { CodeFigure } from "./code-figure.tsx";
import { inline } from "./inline-text.tsx";
import { ItemMenuButton } from "./item-menu-button.tsx";
import { ReadingAboutBlock } from "./reading-about.tsx";
import { ReadingSchema } from "./reading-schema.tsx";

type ReadingMessageProps = { id: string; message: ReadingMessage; entries: ReadonlySet<string> };

/** `id` is its address on the page. */
export function ReadingMessageBlock({ id, message, entries }: ReadingMessageProps) {
  const title = message.title || message.name;
  return (
    <Box sx={{ mt: 1.5 }}>
      <Typography variant="h5" component="h4" id={id} sx={{ scrollMarginTop: 72 }}>
        {title}
        {message.title && message.name !== message.title ? (
          <>
            {" "}
            <MonoText>{message.name}</MonoText>
          </>
        ) : null}
        {message.contentType ? (
          <Box component="span" sx={{ color: "text.secondary", fontWeight: 400 }}>
            {" "}
            {message.contentType}
          </Box>
        ) : null}
        <ItemMenuButton name={title} address={id} place={message.place} />
      </Typography>
      {[message.summary, message.description]
        .filter((text) => text !== "")
        .map((text) => (
          <Markdown key={text} text={text} />
        ))}
      <Correlation message={message} />
      <ReadingSchema
        id={address.part(id, "headers")}
        label={`Headers of ${title}`}
        schema={message.headers}
        entries={entries}
      />
      <ReadingSchema
        id={address.part(id, "payload")}
        label={`Payload of ${title}`}
        schema={message.payload}
        entries={entries}
      />
      {message.hasMore ? (
        <Typography variant="body2" sx={{ mt: 0.5, color: "text.secondary" }}>
          … and more: the source has the rest.
        </Typography>
      ) : null}
      {message.foreignSchema ? (
        <CodeFigure label={`Schema of ${title}`} text={message.foreignSchema} />
      ) : null}
      {message.examples.map((example) => (
        <Example key={`${example.name} ${example.headers} ${example.payload}`} example={example} />
      ))}
      <ReadingAboutBlock about={message.about} of={title} />
    </Box>
  );
}

function Example({ example }: { example: ReadingExample }) {
  const name = example.name || "Example";
  return (
    <>
      {example.headers ? (
        <CodeFigure label={`${name}, headers`} caption={example.summary} text={example.headers} />
      ) : null}
      {example.payload ? <CodeFigure label={name} caption={example.summary} text={example.payload} /> : null}
    </>
  );
}

function Correlation({ message }: { message: ReadingMessage }) {
  const { words, description } = message.correlation;
  if (words === "") return null;
  return (
    <Typography variant="body2" sx={{ mt: 0.5, color: "text.secondary", overflowWrap: "anywhere" }}>
      Matched with others by <MonoText>{words}</MonoText>
      {description ? <>: {inline(description)}</> : "."}
    </Typography>
  );
}
