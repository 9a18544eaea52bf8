"use client";
// The reader's own key in the samples, on request: one that is made for an hour, or one that they paste. It is kept in the
// page's memory alone, so that it is gone with the page.
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import { type ReactNode, useId, useRef, useState } from "react";
import type { FilledKey, FillInOffer } from "./filled-key.ts";
import { HourKey } from "./hour-key.tsx";
import { PastedKey } from "./pasted-key.tsx";

type FillInKeyProps = {
  offer: FillInOffer;
  filled: FilledKey | null;
  /** Null takes it out. */
  onFill: (filled: FilledKey | null) => void;
};

export function FillInKey({ offer, filled, onFill }: FillInKeyProps) {
  const [isOpen, setIsOpen] = useState(false);
  const panelId = useId();
  // One button for both, so that the keyboard's place stays where the panel goes.
  const button = useRef<HTMLButtonElement>(null);
  const fill = (key: FilledKey) => {
    onFill(key);
    setIsOpen(false);
    button.current?.focus();
  };
  const press = () => {
    if (filled) onFill(null);
    else setIsOpen(!isOpen);
  };
  return (
    <Stack sx={{ gap: 1.5 }}>
      <Stack direction="row" useFlexGap sx={{ gap: 1.5, alignItems: "center", flexWrap: "wrap" }}>
        <Button
          ref={button}
          size="small"
          variant="outlined"
          onClick={press}
          {...(filled ? {} : { "aria-expanded": isOpen })}
          {...(isOpen ? { "aria-controls": panelId } : {})}
        >
          {filled ? "Take it out" : "Fill in a key"}
        </Button>
        <Typography variant="body2" role="status" sx={{ minWidth: 0, overflowWrap: "anywhere" }}>
          {filled ? `Filled in: ${filled.what}` : ""}
        </Typography>
      </Stack>
      {isOpen ? (
        <Box
          id={panelId}
          sx={{
            ...{ display: "grid", gap: 2.5, gridTemplateColumns: { md: "repeat(2, minmax(0, 1fr))" } },
            ...{ p: 2, border: 1, borderColor: "divider", borderRadius: 1 },
          }}
        >
          <Way title="A key for an hour">
            <HourKey offer={offer} onFill={fill} />
          </Way>
          <Way title="A key I have">
            <PastedKey onFill={fill} />
          </Way>
        </Box>
      ) : null}
    </Stack>
  );
}

function Way({ title, children }: { title: string; children: ReactNode }) {
  const titleId = useId();
  return (
    <Stack
      component="section"
      aria-labelledby={titleId}
      sx={{ gap: 1.5, alignItems: "flex-start", minWidth: 0 }}
    >
      <Typography variant="body2" component="h3" id={titleId} sx={{ fontWeight: 600 }}>
        {title}
      </Typography>
      {children}
    </Stack>
  );
}
