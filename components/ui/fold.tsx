"use client";
// A part that is folded until somebody wants it. The browser's own `details`: it opens without our script, and in a
// fieldset that is disabled. What lies within is drawn once it is open.
import ExpandIcon from "@mui/icons-material/ExpandMore";
import Box from "@mui/material/Box";
import { type ReactNode, useState } from "react";
import { visuallyHidden } from "./visually-hidden.ts";

type FoldProps = {
  title: ReactNode;
  /** What is set inside, in a few words, beside the title. */
  summary?: ReactNode;
  /** Something within is wrong: opens it and keeps it open, so that it is seen and the keyboard gets there. */
  hasProblem?: boolean;
  children: ReactNode;
};

export function Fold({ title, summary, hasProblem = false, children }: FoldProps) {
  const [isOpen, setIsOpen] = useState(false);
  const isShown = isOpen || hasProblem;
  return (
    <Box
      component="details"
      open={isShown}
      onToggle={(event) => setIsOpen(event.currentTarget.open)}
      sx={{ borderTop: "1px solid", borderColor: "divider" }}
    >
      <Box
        component="summary"
        onClick={(event) => {
          if (hasProblem) event.preventDefault();
        }}
        sx={summaryLook}
      >
        <ExpandIcon
          fontSize="small"
          sx={{ color: "text.secondary", transform: isShown ? "rotate(180deg)" : "none" }}
        />
        <Box component="span" sx={{ fontWeight: 600, minWidth: 0 }}>
          {title}
        </Box>
        {summary ? (
          <Box component="span" sx={{ color: "text.secondary", minWidth: 0, fontSize: "0.875rem" }}>
            <Box component="span" sx={visuallyHidden}>
              :{" "}
            </Box>
            {summary}
          </Box>
        ) : null}
      </Box>
      {isShown ? <Box sx={{ pt: 1, pb: 2.5 }}>{children}</Box> : null}
    </Box>
  );
}

const summaryLook = {
  display: "flex",
  flexWrap: "wrap",
  alignItems: "center",
  columnGap: 1,
  rowGap: 0.25,
  py: 1.25,
  minHeight: 44,
  cursor: "pointer",
  listStyle: "none",
  borderRadius: 1,
  "&::-webkit-details-marker": { display: "none" },
};
