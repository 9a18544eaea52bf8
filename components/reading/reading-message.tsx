// One message of a document to read: its fields as a tree, and examples. Draws on the server.

import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import { MonoText } from "#components/ui/mono-text.tsx";
import { address } from "#lib/asyncapi/reading/address.ts";
import type { ReadingMessage } from "#lib/asyncapi/reading/message.ts";
import { CodeFigure } from "./code-figure.tsx";
import { inline } from "./inline-text.tsx";
import { ItemMenuButton } from "./item-menu-button.tsx";
import { ReadingAboutBlock } from "./reading-about.tsx";
import { Misfits, ReadingExamples } from "./reading-example.tsx";
import { ReadingSchema } from "./reading-schema.tsx";
import { ReadingTexts } from "./reading-texts.tsx";

type ReadingMessageProps = { id: string; message: ReadingMessage; entries: ReadonlySet<string> };

/** `id` is its address on the page. */
export function ReadingMessageBlock({ id, message, entries }: ReadingMessageProps) {
  const title = message.title || message.name;
  return (
    <Box sx={{ mt: 1.5 }}>
      <div className="message-head">
        <Typography variant="h5" component="h4" id={id}>
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
          <ItemMenuButton name={title} address={id} place={message.place} isPart />
        </Typography>
        <ReadingTexts texts={[message.summary, message.description]} under={4} />
        <Correlation message={message} />
      </div>
      <Box sx={besideLook}>
        <Box className={message.examples.length > 0 ? "columns" : undefined}>
          <Box sx={{ minWidth: 0 }}>
            <Schemas id={id} message={message} title={title} entries={entries} />
          </Box>
          {message.examples.length > 0 ? (
            <Box className="examples">
              <ReadingExamples examples={message.examples} of={title} />
            </Box>
          ) : null}
        </Box>
      </Box>
      <ReadingAboutBlock about={message.about} of={title} />
    </Box>
  );
}

type SchemasProps = ReadingMessageProps & { title: string };

function Schemas({ id, message, title, entries }: SchemasProps) {
  return (
    <>
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
      <Misfits title="Examples in the schema that do not fit it:" misfits={message.schemaMisfits} />
    </>
  );
}

/** Where the block itself is wide, examples stand beside the schemas and stay in view; else below them. */
const besideLook = {
  containerType: "inline-size",
  "@container (min-width: 760px)": {
    "& .columns": {
      display: "grid",
      gridTemplateColumns: "minmax(0, 3fr) minmax(0, 2fr)",
      columnGap: 3,
      alignItems: "start",
    },
    "& .examples": {
      position: "sticky",
      top: 72,
      maxHeight: "calc(100vh - 88px)",
      overflowY: "auto",
      minWidth: 0,
    },
    // One thing to scroll, not one within another that ends in the middle of a line.
    "& .examples pre": { maxHeight: "none" },
  },
} as const;

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
