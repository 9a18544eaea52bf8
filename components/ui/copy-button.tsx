"use client";
// Copies a text to the clipboard and says so, to the eye and to a screen reader.
import CheckIcon from "@mui/icons-material/Check";
import ContentCopyIcon from "@mui/icons-material/ContentCopyOutlined";
import ErrorIcon from "@mui/icons-material/ErrorOutlined";
import Box from "@mui/material/Box";
import IconButton from "@mui/material/IconButton";
import { useEffect, useState } from "react";
import { writeToClipboard } from "./clipboard.ts";
import { visuallyHidden } from "./visually-hidden.ts";

type CopyButtonProps = {
  /** What is copied; a function where it takes time to make, and is wanted of few. */
  text: string | (() => string);
  /** Accessible name and native tooltip (MUI's brings Popper along, 11 KB): "Copy ws URL". */
  label: string;
};

type Phase = "idle" | "copied" | "failed";
const messages = { copied: "Copied", failed: "Copying failed: select the text and copy it by hand" } as const;

export function CopyButton({ text, label }: CopyButtonProps) {
  const [phase, setPhase] = useState<Phase>("idle");
  useEffect(() => {
    if (phase === "idle") return;
    const timer = setTimeout(() => setPhase("idle"), 2_500);
    return () => clearTimeout(timer);
  }, [phase]);

  const copy = async () =>
    setPhase((await writeToClipboard(typeof text === "string" ? text : text())) ? "copied" : "failed");
  const message = phase === "idle" ? "" : messages[phase];

  return (
    <>
      <IconButton size="small" title={message || label} aria-label={label} onClick={copy}>
        {phase === "idle" ? <ContentCopyIcon fontSize="inherit" /> : null}
        {phase === "copied" ? <CheckIcon fontSize="inherit" color="success" /> : null}
        {phase === "failed" ? <ErrorIcon fontSize="inherit" color="error" /> : null}
      </IconButton>
      <Box component="span" role="status" sx={visuallyHidden}>
        {message}
      </Box>
    </>
  );
}
