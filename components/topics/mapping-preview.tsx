"use client";
// Where the messages of a topic go: the backend URL with its variables, and one example worked out by the gateway's rules.
import Box from "@mui/material/Box";
import Link from "@mui/material/Link";
import Typography from "@mui/material/Typography";
import { sectionHref } from "#components/apis/frame/api-sections.ts";
import { MonoText } from "#components/ui/mono-text.tsx";
import { previewBackendUrl, resolveBackendUrl } from "#lib/routes/backend-url.ts";
import { normalizeUriMapping } from "#lib/topics/uri-mapping.ts";
import { exampleValues } from "./example-values.ts";

type MappingPreviewProps = {
  apiId: string;
  /** Empty where none is set. */
  endpoint: string;
  address: string;
  uriMapping: string | null;
};

export function MappingPreview({ apiId, endpoint, address, uriMapping }: MappingPreviewProps) {
  const mapping = normalizeUriMapping(uriMapping ?? "");
  const preview = previewBackendUrl({ endpoint, uriMapping: mapping, address });
  const example = exampleOf(endpoint, address, mapping);
  return (
    <Box sx={{ mt: 1, px: 1.5, py: 1, borderRadius: 1, bgcolor: "action.hover", color: "text.secondary" }}>
      {preview === null ? (
        <Typography variant="body2">
          <Link href={sectionHref(apiId, "endpoints")} underline="always">
            Set an endpoint
          </Link>{" "}
          to see where messages go.
        </Typography>
      ) : (
        <Typography variant="body2">
          Messages go to{" "}
          <Box component="span" sx={{ color: "text.primary" }}>
            <MonoText>{preview}</MonoText>
          </Box>
          {mapping === null ? ", the topic's path as the client requested it" : null}
        </Typography>
      )}
      {example ? (
        <Typography variant="body2" sx={{ mt: 0.5 }}>
          For example <MonoText>{example.path}</MonoText> → <MonoText>{example.url}</MonoText>
        </Typography>
      ) : null}
    </Box>
  );
}

/** One request and where it ends, for topics with something to fill in. */
function exampleOf(endpoint: string, address: string, uriMapping: string | null) {
  const params = exampleValues(address);
  if (params.size === 0 && !address.endsWith("*")) return null;
  const path = address
    .replaceAll(/\{([^{}]*)\}/g, (_, name: string) => params.get(name) ?? "")
    .replace(/\*$/, "a/b");
  const url = resolveBackendUrl({ endpoint, uriMapping, params, query: "", remainder: path });
  return url === null ? null : { path, url };
}
