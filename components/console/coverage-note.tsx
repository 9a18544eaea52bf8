"use client";
// Which messages of the definition have not been sent or seen in this session, and how many questions wait.
import Typography from "@mui/material/Typography";
import type { Totals } from "./console-news.ts";

export function CoverageNote({ unsent, unseen, unanswered }: Totals) {
  const words = [
    ...(unsent.length > 0 ? [`You have not sent: ${unsent.join(", ")}.`] : []),
    ...(unseen.length > 0 ? [`You have not received: ${unseen.join(", ")}.`] : []),
    ...(unanswered > 0 ? [`Waiting for an answer: ${unanswered}.`] : []),
  ];
  if (words.length === 0) return null;
  return (
    <Typography variant="body2" sx={{ color: "text.secondary" }}>
      {words.join(" ")}
    </Typography>
  );
}
