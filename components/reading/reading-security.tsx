// Ways to authenticate, any one of which is enough. Draws on the server.
import Box from "@mui/material/Box";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import { MonoText } from "#components/ui/mono-text.tsx";
import type { ReadingFlow, ReadingScheme } from "#lib/asyncapi/reading/server.ts";
import { inline } from "./inline-text.tsx";
import { ReadingAboutBlock } from "./reading-about.tsx";
import { WebLink } from "./web-link.tsx";

export function ReadingSchemes({ schemes }: { schemes: readonly ReadingScheme[] }) {
  return (
    <Stack component="ul" sx={{ m: 0, pl: 2.25, gap: 0.5 }}>
      {schemes.map((scheme, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: schemes may be alike, and the order stays
        <Typography component="li" variant="body2" key={index}>
          <MonoText>{scheme.summary || scheme.type}</MonoText>
          {scheme.description ? <>: {inline(scheme.description)}</> : null}
          {scheme.scopes.length > 0 ? ` Scopes: ${scheme.scopes.join(", ")}.` : null}
          {scheme.flows.map((flow) => (
            <Flow key={flow.name} flow={flow} />
          ))}
          <ReadingAboutBlock about={scheme.about} of={scheme.key || scheme.type} />
        </Typography>
      ))}
    </Stack>
  );
}

function Flow({ flow }: { flow: ReadingFlow }) {
  return (
    <Box sx={{ mt: 0.5 }}>
      Flow {flow.name}:{" "}
      {[...new Set(flow.urls)].map((url) => (
        <Box component="span" key={url} sx={{ mr: 1 }}>
          <WebLink url={url} />
        </Box>
      ))}
      {flow.scopes.map(({ name, description }) => (
        <div key={name}>
          <MonoText>{name}</MonoText>: {description}
        </div>
      ))}
    </Box>
  );
}

/** The same for one server or operation, under a line that says so; nothing where it asks for none of its own. */
export function ReadingSecurity({ schemes }: { schemes: readonly ReadingScheme[] }) {
  if (schemes.length === 0) return null;
  const words = schemes.length > 1 ? "Needs one of these credentials:" : "Needs a credential:";
  return (
    <Box component="details" sx={{ mt: 0.5 }}>
      <Box component="summary" sx={{ cursor: "pointer", fontSize: "0.875rem", py: 0.5 }}>
        {words} {[...new Set(schemes.map(({ key, type }) => key || type))].join(", ")}
      </Box>
      <ReadingSchemes schemes={schemes} />
    </Box>
  );
}
