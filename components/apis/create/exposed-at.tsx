"use client";
// Where clients will find the API, computed from context and version while they are typed.
import Box from "@mui/material/Box";
import { useWatch } from "react-hook-form";
import { MonoText } from "#components/ui/mono-text.tsx";
import { basePathOf } from "#lib/apis/base-path.ts";
import type { GatewayUrls } from "#lib/deployments/deployment.ts";
import { parsedField } from "./create-values.ts";
import type { CreateControl } from "./form-field.tsx";

export function ExposedAt({ control, urls }: { control: CreateControl; urls: GatewayUrls }) {
  const [context, version] = useWatch({ control, name: ["context", "version"] });
  const path = basePathOf(
    parsedField("context", context) ?? "/<context>",
    parsedField("version", version) ?? "<version>",
  );
  return (
    <Box component="span" sx={{ display: "block" }}>
      API will be exposed at <MonoText>{`${urls.ws}${path}`}</MonoText> and{" "}
      <MonoText>{`${urls.wss}${path}`}</MonoText>
    </Box>
  );
}
