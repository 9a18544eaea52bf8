"use client";
// Which document the documentation is of: what a consumer gets, or the design. The choice is a part of the address, and so
// of every link that is copied.
import Stack from "@mui/material/Stack";
import ToggleButton from "@mui/material/ToggleButton";
import ToggleButtonGroup from "@mui/material/ToggleButtonGroup";
import Typography from "@mui/material/Typography";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import type { DocumentOf } from "#lib/asyncapi/consumer-view.ts";

type DocumentationSwitchProps = {
  value: DocumentOf;
  /** Address of each. */
  hrefs: Readonly<Record<DocumentOf, string>>;
};

const explanations = {
  consumer: "What a consumer reads: the gateway's addresses, no backend and no URL mapping.",
  design: "The design as it is written, with its own servers. Consumers do not see this.",
} as const;

export function DocumentationSwitch({ value, hrefs }: DocumentationSwitchProps) {
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  return (
    <DocumentSwitch
      label="Documentation of"
      value={value}
      isPending={isPending}
      // Parts have the same addresses in both: who reads one stays at it.
      onChoose={(of) => startTransition(() => router.push(hrefs[of] + location.hash, { scroll: false }))}
    />
  );
}

type DocumentSwitchProps = {
  label: string;
  value: DocumentOf;
  isPending?: boolean;
  onChoose: (of: DocumentOf) => void;
};

/** The choice by itself, with what it means. */
export function DocumentSwitch({ label, value, isPending = false, onChoose }: DocumentSwitchProps) {
  return (
    <Stack
      direction="row"
      useFlexGap
      data-screen-only=""
      sx={{ gap: 1.5, alignItems: "center", flexWrap: "wrap", mb: 2 }}
    >
      <ToggleButtonGroup
        exclusive
        size="small"
        aria-label={label}
        aria-busy={isPending}
        value={value}
        sx={{ "& .MuiToggleButton-root": { px: 1.5, py: 0.5 } }}
        onChange={(_event, of: DocumentOf | null) => {
          if (of) onChoose(of);
        }}
      >
        <ToggleButton value="design">Design</ToggleButton>
        <ToggleButton value="consumer">Consumer view</ToggleButton>
      </ToggleButtonGroup>
      <Typography variant="body2" sx={{ color: "text.secondary" }}>
        {explanations[value]}
      </Typography>
    </Stack>
  );
}
