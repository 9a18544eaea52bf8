// A part that two people changed, as it was, as they have it and as I have it: side by side, on a phone one below the other.
import Box from "@mui/material/Box";
import type { ReactNode } from "react";

type ThreeVersionsProps = {
  label: string;
  /** What is said behind the label. */
  words?: string;
  versions: readonly (readonly [whose: string, text: string])[];
  /** Which of them is to stay. */
  children: ReactNode;
};

export function ThreeVersions({ label, words = "", versions, children }: ThreeVersionsProps) {
  return (
    <Box role="group" aria-label={`Three versions: ${label}`} sx={{ mt: 1.5 }}>
      <strong>{label}</strong>
      {words === "" ? null : `: ${words}`}
      <Box component="dl" sx={look}>
        {versions.map(([whose, text]) => (
          <div key={whose}>
            <dt>{whose}</dt>
            <dd>{text || "–"}</dd>
          </div>
        ))}
      </Box>
      <Box sx={{ display: "flex", gap: 1, flexWrap: "wrap" }}>{children}</Box>
    </Box>
  );
}

const look = {
  display: "grid",
  gridTemplateColumns: { xs: "1fr", sm: "repeat(3, minmax(0, 1fr))" },
  gap: 1.5,
  my: 1,
  "& dt": { fontSize: "0.75rem", fontWeight: 600 },
  "& dd": { m: 0, whiteSpace: "pre-wrap", overflowWrap: "anywhere" },
} as const;
