"use client";
// How much of what passed is kept. Less holds at once; what was let go of does not come back.
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import { Fold } from "#components/ui/fold.tsx";
import { bytesWords, countWords } from "#components/ui/quantity-words.ts";
import type { TranscriptBounds } from "#lib/console/transcript.ts";
import { Choice } from "./choice.tsx";
import { BYTE_BOUNDS, ENTRY_BOUNDS } from "./kept-bounds.ts";

type BoundsChoiceProps = { bounds: TranscriptBounds; onChange: (bounds: TranscriptBounds) => void };

export function BoundsChoice({ bounds, onChange }: BoundsChoiceProps) {
  const { entries, bytes } = bounds;
  return (
    <Fold title="Keeps the newest" summary={`${countWords(entries)} entries, ${bytesWords(bytes)} at most`}>
      <Stack sx={{ gap: 1.5, pt: 1 }}>
        <Stack direction="row" useFlexGap sx={{ gap: 1.5, flexWrap: "wrap" }}>
          <Choice
            label="Entries at most"
            value={String(entries)}
            options={ENTRY_BOUNDS.map((it) => [String(it), countWords(it)] as const)}
            width={170}
            onChange={(it) => onChange({ bytes, entries: Number(it) })}
          />
          <Choice
            label="Size at most"
            value={String(bytes)}
            options={BYTE_BOUNDS.map((it) => [String(it), bytesWords(it)] as const)}
            width={170}
            onChange={(it) => onChange({ entries, bytes: Number(it) })}
          />
        </Stack>
        <Typography variant="body2" sx={{ color: "text.secondary" }}>
          Whichever is reached first lets go of the oldest. Less holds at once; what is gone does not come
          back.
        </Typography>
      </Stack>
    </Fold>
  );
}
