"use client";
// A new key or secret, masked on the screen and whole in the clipboard. It is shown this once.
import HideIcon from "@mui/icons-material/VisibilityOffOutlined";
import ShowIcon from "@mui/icons-material/VisibilityOutlined";
import Alert from "@mui/material/Alert";
import IconButton from "@mui/material/IconButton";
import Stack from "@mui/material/Stack";
import { useState } from "react";
import { maskedKey } from "#components/overview/masked-key.ts";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { MonoText } from "#components/ui/mono-text.tsx";

type NewKeyNoticeProps = { apiKey: string; what?: "key" | "secret" };

export function NewKeyNotice({ apiKey, what = "key" }: NewKeyNoticeProps) {
  const [isShown, setIsShown] = useState(false);
  return (
    <Stack sx={{ gap: 1.5 }} role="status">
      <Stack direction="row" sx={{ alignItems: "center", minWidth: 0 }}>
        <MonoText>{isShown ? apiKey : maskedKey(apiKey)}</MonoText>
        <IconButton
          size="small"
          aria-label={`${isShown ? "Hide" : "Show"} the ${what}`}
          onClick={() => setIsShown(!isShown)}
        >
          {isShown ? <HideIcon fontSize="inherit" /> : <ShowIcon fontSize="inherit" />}
        </IconButton>
        <CopyButton text={apiKey} label={`Copy the ${what}`} />
      </Stack>
      <Alert severity="warning">
        Copy it now and keep it where secrets are kept: Sluice stores only a hash of it and cannot show it
        again. A {what} that is lost is rotated.
      </Alert>
    </Stack>
  );
}
