// Cards in a grid, each of which is one link: the title's link covers its card, so that the keyboard stops once at each.
import Typography from "@mui/material/Typography";
import { plainTextOf } from "./plain-text.ts";

export const cardGrid = {
  listStyle: "none",
  m: 0,
  p: 0,
  display: "grid",
  gap: 2,
  gridTemplateColumns: "repeat(auto-fill, minmax(min(100%, 300px), 1fr))",
};

export const cardStyle = {
  position: "relative",
  height: "100%",
  display: "flex",
  flexDirection: "column",
  gap: 1.5,
  p: 2,
  transition: "border-color 120ms",
  "&:hover": { borderColor: "primary.main" },
} as const; // const: sx wants the literals

export const coveringLink = {
  fontSize: "1rem",
  fontWeight: 650,
  lineHeight: 1.35,
  overflowWrap: "anywhere",
  "&::after": { content: '""', position: "absolute", inset: 0, borderRadius: "inherit" },
} as const; // const: sx wants the literals

/** The beginning of a Markdown text, as plain text in so many lines. */
export function Excerpt({ text, lines }: { text: string; lines: number }) {
  return (
    <Typography
      variant="body2"
      sx={{
        color: "text.secondary",
        overflow: "hidden",
        overflowWrap: "anywhere",
        display: "-webkit-box",
        WebkitBoxOrient: "vertical",
        WebkitLineClamp: lines,
      }}
    >
      {plainTextOf(text)}
    </Typography>
  );
}
