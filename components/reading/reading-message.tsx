// One message of a document to read: its fields, row by row, and examples. Draws on the server.

import Box from "@mui/material/Box";
import Table from "@mui/material/Table";
import TableBody from "@mui/material/TableBody";
import TableCell from "@mui/material/TableCell";
import TableContainer from "@mui/material/TableContainer";
import TableHead from "@mui/material/TableHead";
import TableRow from "@mui/material/TableRow";
import Typography from "@mui/material/Typography";
import { Markdown } from "#components/ui/markdown.tsx";
import { MonoText } from "#components/ui/mono-text.tsx";
import type { ReadingExample, ReadingMessage } from "#lib/asyncapi/reading/message.ts";
import type { PayloadRow } from "#lib/asyncapi/reading/payload-rows.ts";
import { CodeFigure } from "./code-figure.tsx";
import { inline } from "./inline-text.tsx";
import { ReadingAboutBlock } from "./reading-about.tsx";

export function ReadingMessageBlock({ message }: { message: ReadingMessage }) {
  const title = message.title || message.name;
  return (
    <Box sx={{ mt: 1.5 }}>
      <Typography variant="h5" component="h4">
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
      </Typography>
      {[message.summary, message.description]
        .filter((text) => text !== "")
        .map((text) => (
          <Markdown key={text} text={text} />
        ))}
      <Correlation message={message} />
      <Rows label={`Headers of ${title}`} rows={message.headers} />
      <Rows label={`Payload of ${title}`} rows={message.payload} />
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

function Rows({ label, rows }: { label: string; rows: readonly PayloadRow[] }) {
  if (rows.length === 0) return null;
  return (
    <TableContainer sx={{ mt: 1 }} tabIndex={0} role="region" aria-label={label}>
      <Table size="small" aria-label={label}>
        <TableHead>
          <TableRow>
            <TableCell>Field</TableCell>
            <TableCell>Type</TableCell>
            <TableCell>Description</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {rows.map((row) => (
            <TableRow key={row.path}>
              <TableCell component="th" scope="row" sx={{ verticalAlign: "top" }}>
                <MonoText>{row.path || "(payload)"}</MonoText>
                {row.isRequired && row.path ? (
                  <Typography variant="caption" component="div" sx={{ color: "text.secondary" }}>
                    required
                  </Typography>
                ) : null}
              </TableCell>
              <TableCell sx={{ verticalAlign: "top" }}>{row.type}</TableCell>
              <TableCell sx={{ verticalAlign: "top" }}>
                {row.description}
                {row.constraints.length > 0 ? (
                  <Typography variant="caption" component="div" sx={{ color: "text.secondary" }}>
                    {row.constraints.join("; ")}
                  </Typography>
                ) : null}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}
