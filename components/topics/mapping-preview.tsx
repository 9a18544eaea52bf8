"use client";
// Where the messages of a topic go: the backend URL with its variables, and one example worked out by the gateway's rules.
import Box from "@mui/material/Box";
import Link from "@mui/material/Link";
import Typography from "@mui/material/Typography";
import { EndpointTest, type TestEndpoint } from "#components/apis/create/endpoint-test.tsx";
import { sectionHref } from "#components/apis/frame/api-sections.ts";
import { MonoText } from "#components/ui/mono-text.tsx";
import { previewBackendUrl, resolveBackendUrl } from "#lib/routes/backend-url.ts";
import { examplePath, exampleValues } from "#lib/topics/example-values.ts";
import { normalizeUriMapping } from "#lib/topics/uri-mapping.ts";

type MappingPreviewProps = {
  apiId: string;
  /** Empty where none is set. */
  endpoint: string;
  address: string;
  uriMapping: string | null;
  /** Dials the URL with what the production endpoint has. */
  testTopic: TestEndpoint;
};

export function MappingPreview({ apiId, endpoint, address, uriMapping, testTopic }: MappingPreviewProps) {
  const mapping = normalizeUriMapping(uriMapping ?? "");
  const preview = previewBackendUrl({ endpoint, uriMapping: mapping, address });
  const example = exampleOf(endpoint, address, mapping);
  const hasVariables = address.includes("{") || address.endsWith("*");
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
      {example && hasVariables ? (
        <Typography variant="body2" sx={{ mt: 0.5 }}>
          For example <MonoText>{example.path}</MonoText> → <MonoText>{example.url}</MonoText>
        </Typography>
      ) : null}
      {example ? (
        <Box sx={{ mt: 1, color: "text.primary" }}>
          <EndpointTest label="Test this topic" testEndpoint={testTopic} urlToTest={() => example.url} />
        </Box>
      ) : null}
    </Box>
  );
}

/** One request and where it ends; null where the mapping gives no URL. */
function exampleOf(endpoint: string, address: string, uriMapping: string | null) {
  const path = examplePath(address);
  const params = exampleValues(address);
  const url = resolveBackendUrl({ endpoint, uriMapping, params, query: "", remainder: path });
  return url === null ? null : { path, url };
}
