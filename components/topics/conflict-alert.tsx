"use client";
// Somebody else saved topics meanwhile: says so, shows their version, and offers to put mine on top of it.
import Alert from "@mui/material/Alert";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import { useId, useState } from "react";
import type { Topic } from "#lib/topics/topic.ts";
import { TopicReadList } from "./topic-read-list.tsx";

type ConflictAlertProps = {
  theirs: readonly Topic[];
  onApply: () => void;
  onDiscard: () => void;
};

export function ConflictAlert({ theirs, onApply, onDiscard }: ConflictAlertProps) {
  const [isShown, setIsShown] = useState(false);
  const panelId = useId();
  return (
    <Alert severity="warning" sx={{ mb: 2, "& .MuiAlert-message": { flex: 1 } }}>
      <Typography variant="subtitle2" component="h2">
        Someone else changed the topics while you were editing
      </Typography>
      Nothing of yours is saved yet, and nothing is lost: your changes are below.
      <Stack direction="row" useFlexGap sx={{ gap: 1, mt: 1.5, flexWrap: "wrap" }}>
        <Button size="small" variant="contained" onClick={onApply}>
          Apply my changes on top of theirs
        </Button>
        <Button
          size="small"
          variant="outlined"
          color="inherit"
          aria-expanded={isShown}
          aria-controls={panelId}
          onClick={() => setIsShown(!isShown)}
        >
          {isShown ? "Hide their version" : "Show their version"}
        </Button>
        <Button size="small" color="inherit" onClick={onDiscard}>
          Discard mine
        </Button>
      </Stack>
      <Box id={panelId} hidden={!isShown}>
        <Typography variant="subtitle2" component="h3" sx={{ mt: 2, mb: 1 }}>
          Their version
        </Typography>
        <TopicReadList topics={theirs} />
      </Box>
    </Alert>
  );
}
