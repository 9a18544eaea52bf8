"use client";
// A test key: masked until it is asked for, with the time it ends.
import HideIcon from "@mui/icons-material/VisibilityOffOutlined";
import ShowIcon from "@mui/icons-material/VisibilityOutlined";
import IconButton from "@mui/material/IconButton";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import { useEffect, useState } from "react";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { MonoText } from "#components/ui/mono-text.tsx";
import { maskedKey } from "./masked-key.ts";

type TestKeyFactsProps = {
  testKey: string;
  /** ISO 8601. */
  expiresAt: string;
};

export function TestKeyFacts({ testKey, expiresAt }: TestKeyFactsProps) {
  const [isShown, setIsShown] = useState(false);
  const minutes = useMinutesUntil(expiresAt);
  const until = new Date(expiresAt).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  return (
    <Stack
      direction="row"
      useFlexGap
      sx={{ columnGap: 2, rowGap: 0.5, alignItems: "center", flexWrap: "wrap" }}
    >
      <Stack direction="row" sx={{ alignItems: "center", minWidth: 0 }}>
        <MonoText>{isShown ? testKey : maskedKey(testKey)}</MonoText>
        <IconButton
          size="small"
          aria-label={isShown ? "Hide the key" : "Show the key"}
          onClick={() => setIsShown(!isShown)}
        >
          {isShown ? <HideIcon fontSize="inherit" /> : <ShowIcon fontSize="inherit" />}
        </IconButton>
        <CopyButton text={testKey} label="Copy the key" />
      </Stack>
      <Typography variant="body2" sx={{ color: minutes > 0 ? "text.secondary" : "error.main" }}>
        {minutes > 0
          ? `Valid until ${until}, ${minutes} ${minutes === 1 ? "minute" : "minutes"} from now`
          : "Expired: get another one"}
      </Typography>
    </Stack>
  );
}

/** Whole minutes left, kept up to date; 0 once the time has passed. */
function useMinutesUntil(moment: string): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 15_000);
    return () => clearInterval(timer);
  }, []);
  return Math.max(0, Math.ceil((Date.parse(moment) - now) / 60_000));
}
