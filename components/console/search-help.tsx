"use client";
// That a path in the search field cannot be read: in one line, so that the list stays where it is, and why on demand.
import Button from "@mui/material/Button";
import Popover from "@mui/material/Popover";
import Typography from "@mui/material/Typography";
import { useState } from "react";

export function SearchHelp({ why }: { why: string }) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <>
      Searched as words.{" "}
      <Button
        size="small"
        color="secondary"
        aria-haspopup="dialog"
        onClick={(event) => setAnchor(event.currentTarget)}
        sx={{ p: 0, minWidth: 24, minHeight: 24, fontSize: "inherit", lineHeight: 1 }}
      >
        Why?
      </Button>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: "bottom", horizontal: "left" }}
        slotProps={{ paper: { role: "dialog", "aria-label": "Why it is searched as words", tabIndex: -1 } }}
      >
        <Typography variant="body2" sx={{ p: 1.5, maxWidth: 320, overflowWrap: "anywhere" }}>
          {why}
        </Typography>
      </Popover>
    </>
  );
}
