"use client";
// The source of a definition whose page opens at the documentation: a long text comes once that is there, and until then its
// place is held.
import Skeleton from "@mui/material/Skeleton";
import Stack from "@mui/material/Stack";
import type { ComponentProps } from "react";
import { DefinitionSource } from "./definition-source.tsx";
import { NoText } from "./no-text.tsx";
import { useDesignText } from "./use-design-text.ts";

type LaterSourceProps = Omit<ComponentProps<typeof DefinitionSource>, "design"> & {
  /** The stored text; null where the page did not bring it. */
  design: string | null;
};

export function LaterSource({ design, etag, ...props }: LaterSourceProps) {
  const { known, problem, retry } = useDesignText(props.apiId, { etag, design });
  if (known !== null) return <DefinitionSource {...props} etag={known.etag} design={known.text} />;
  return (
    <Stack sx={{ gap: 1.5 }}>
      <Skeleton variant="rounded" height={36} sx={{ maxWidth: 420 }} />
      <Skeleton variant="text" sx={{ maxWidth: 640 }} />
      <NoText problem={problem} onRetry={retry} height="min(70vh, 720px)" />
    </Stack>
  );
}
