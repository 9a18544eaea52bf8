"use client";
// Where clients will find the API, computed from context and version while they are typed.
import Box from "@mui/material/Box";
import { MonoText } from "#components/ui/mono-text.tsx";
import { basePathOf } from "#lib/apis/base-path.ts";
import type { GatewayUrls } from "#lib/deployments/deployment.ts";
import { type CreateValues, parsedField } from "./create-values.ts";

type ExposedAtProps = { values: CreateValues; urls: GatewayUrls };

export function ExposedAt({ values, urls }: ExposedAtProps) {
  const path = basePathOf(
    parsedField("context", values.context) ?? "/<context>",
    parsedField("version", values.version) ?? "<version>",
  );
  return (
    <Box component="span" sx={{ display: "block" }}>
      API will be exposed at <MonoText>{`${urls.ws}${path}`}</MonoText> and{" "}
      <MonoText>{`${urls.wss}${path}`}</MonoText>
    </Box>
  );
}
