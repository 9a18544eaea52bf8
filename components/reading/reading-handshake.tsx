// What the handshake of a topic takes: method, query parameters, headers. Draws on the server.
import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import { MonoText } from "#components/ui/mono-text.tsx";
import { address } from "#lib/asyncapi/reading/address.ts";
import type { ReadingHandshake } from "#lib/asyncapi/reading/handshake.ts";
import { ReadingParts } from "./reading-about.tsx";
import { ReadingSchema } from "./reading-schema.tsx";

type ReadingHandshakeProps = {
  /** Address of the topic. */
  id: string;
  handshake: ReadingHandshake | null;
  entries: ReadonlySet<string>;
};

export function ReadingHandshakeBlock({ id, handshake, entries }: ReadingHandshakeProps) {
  if (handshake === null) return null;
  const { method, query, headers, more } = handshake;
  return (
    <Box sx={{ mt: 2 }}>
      <Typography variant="h4" component="h3">
        Handshake
      </Typography>
      {method ? (
        <Typography variant="body2" sx={{ mt: 0.5 }}>
          Method <MonoText>{method}</MonoText>
        </Typography>
      ) : null}
      <ReadingSchema
        id={address.part(id, "query")}
        label="Query parameters"
        schema={query}
        entries={entries}
      />
      <ReadingSchema id={address.part(id, "headers")} label="Headers" schema={headers} entries={entries} />
      <ReadingParts title="Also in the binding" of="the handshake" parts={more} />
    </Box>
  );
}
