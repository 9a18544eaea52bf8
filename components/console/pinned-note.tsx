"use client";
// What times are counted from, above the list: also where the filter leaves it out, or the bounds let go of it.
import PinIcon from "@mui/icons-material/PushPin";
import Button from "@mui/material/Button";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import { clockTime } from "./entry-time.ts";
import type { PinnedEntry } from "./pinned-entry.ts";

type PinnedNoteProps = {
  pinned: PinnedEntry;
  /** Null where it cannot be looked at: it is no message, or no longer kept. */
  onLook: (() => void) | null;
  onUnpin: () => void;
};

export function PinnedNote({ pinned, onLook, onUnpin }: PinnedNoteProps) {
  return (
    <Stack
      component="section"
      aria-label="Pinned"
      direction="row"
      useFlexGap
      sx={{ alignItems: "center", flexWrap: "wrap", columnGap: 1 }}
    >
      <PinIcon color="primary" aria-hidden sx={{ fontSize: "1rem" }} />
      <Typography variant="body2" noWrap sx={{ minWidth: 0, flex: "0 1 auto" }}>
        Pinned: {clockTime(pinned.at)} · {pinned.words}
      </Typography>
      {onLook ? (
        <Button size="small" color="secondary" onClick={onLook}>
          Look at it
        </Button>
      ) : null}
      <Button size="small" color="secondary" onClick={onUnpin}>
        Unpin
      </Button>
    </Stack>
  );
}
