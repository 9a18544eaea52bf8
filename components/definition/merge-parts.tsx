"use client";
// The parts of a definition that two people changed, each as it was, as theirs and as mine, side by side, to be decided.
import Alert from "@mui/material/Alert";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import type { OpenPart, PartChoice } from "#lib/definition-work/merge-texts.ts";
import type { CodePlace } from "./code-editor.tsx";
import type { DefinitionConflict } from "./use-definition-conflict.ts";

type MergePartsProps = {
  conflict: DefinitionConflict;
  parts: readonly OpenPart[];
  onGoTo: (place: CodePlace) => void;
};

/** More than a person decides one by one; the others come up as these are decided. */
const SHOWN_PARTS = 20;

export function MergeParts({ conflict, parts, onGoTo }: MergePartsProps) {
  const settle = (part: OpenPart, index: number, choice: PartChoice) => {
    conflict.settlePart(index, choice);
    // The button that was pressed is gone. After the last part the keyboard goes on in the text.
    if (parts.length > 1) conflict.partsRef.current?.focus();
    else onGoTo({ line: part.line, column: 1 });
  };
  return (
    <Box
      component="section"
      ref={conflict.partsRef}
      tabIndex={-1}
      aria-label="Parts to decide"
      sx={{ mb: 2, "&:focus-visible": { outline: "2px solid", outlineColor: "primary.main" } }}
    >
      <ConflictSummary conflict={conflict} count={parts.length} onGoTo={onGoTo} />
      <Stack component="ol" sx={{ listStyle: "none", m: 0, mt: 1.5, p: 0, gap: 1.5 }}>
        {parts.slice(0, SHOWN_PARTS).map((part, index) => (
          <PartCard
            key={part.line}
            part={part}
            title={`Part ${index + 1} of ${parts.length}, line ${part.line}`}
            onChoose={(choice) => settle(part, index, choice)}
            onEdit={() => onGoTo({ line: part.line, column: 1 })}
          />
        ))}
      </Stack>
    </Box>
  );
}

type ConflictSummaryProps = {
  conflict: DefinitionConflict;
  count: number;
  onGoTo: MergePartsProps["onGoTo"];
};

function ConflictSummary({ conflict, count, onGoTo }: ConflictSummaryProps) {
  const then = (choose: () => void) => () => {
    choose();
    onGoTo({ line: 1, column: 1 });
  };
  return (
    <Alert severity="warning">
      Someone else saved another definition while you were editing. Nothing of yours is saved yet, and nothing
      is lost. What does not touch is together in the text already.{" "}
      <strong role="status">{partsLeft(count)}</strong>
      <Stack direction="row" useFlexGap sx={{ gap: 1, mt: 1.5, flexWrap: "wrap" }}>
        <Button size="small" variant="outlined" color="inherit" onClick={then(conflict.keepMine)}>
          Take mine everywhere
        </Button>
        <Button size="small" variant="outlined" color="inherit" onClick={then(conflict.takeTheirs)}>
          Take their whole text
        </Button>
      </Stack>
    </Alert>
  );
}

function partsLeft(count: number): string {
  if (count === 0) return "Putting both together…";
  return count === 1
    ? "1 part is for you to decide before you save."
    : `${count} parts are for you to decide before you save.`;
}

type PartCardProps = {
  part: OpenPart;
  title: string;
  onChoose: (choice: PartChoice) => void;
  onEdit: () => void;
};

function PartCard({ part, title, onChoose, onEdit }: PartCardProps) {
  const button = (label: string, onClick: () => void) => (
    <Button size="small" variant="outlined" aria-label={`${label}: ${title}`} onClick={onClick}>
      {label}
    </Button>
  );
  return (
    <Box component="li" sx={{ border: "1px solid", borderColor: "divider", borderRadius: 1, p: 1.5 }}>
      <Typography variant="subtitle2" component="h2">
        {title}
      </Typography>
      <Box sx={columnsLook}>
        <Version title="You started from" text={part.base} />
        <Version title="Theirs" text={part.theirs} />
        <Version title="Mine" text={part.mine} />
      </Box>
      <Stack direction="row" useFlexGap sx={{ gap: 1, flexWrap: "wrap" }}>
        {button("Take mine", () => onChoose("mine"))}
        {button("Take theirs", () => onChoose("theirs"))}
        {button("Keep both", () => onChoose("both"))}
        {button("Edit mine in the text", onEdit)}
      </Stack>
    </Box>
  );
}

const columnsLook = {
  display: "grid",
  gap: 1.5,
  gridTemplateColumns: { xs: "minmax(0, 1fr)", md: "repeat(3, minmax(0, 1fr))" },
  my: 1,
};

function Version({ title, text }: { title: string; text: string }) {
  return (
    <div>
      <Typography variant="body2" component="h3" sx={{ color: "text.secondary" }}>
        {title}
      </Typography>
      {text === "" ? (
        <Typography variant="body2" sx={{ fontStyle: "italic" }}>
          Nothing stands here
        </Typography>
      ) : (
        <Box component="pre" tabIndex={0} role="group" aria-label={title} sx={textLook}>
          {text}
        </Box>
      )}
    </div>
  );
}

const textLook = {
  m: 0,
  p: 1,
  maxHeight: 240,
  overflow: "auto",
  fontSize: "0.8125rem",
  whiteSpace: "pre-wrap",
  overflowWrap: "anywhere",
  bgcolor: "action.hover",
  borderRadius: 0.5,
};
