"use client";
// One topic of the list: its name, types and state of change; opened, its fields. A topic marked for deletion stays until
// the list is saved.
import DeleteIcon from "@mui/icons-material/DeleteOutlined";
import ExpandIcon from "@mui/icons-material/ExpandMore";
import OpenLockIcon from "@mui/icons-material/LockOpenOutlined";
import UndoIcon from "@mui/icons-material/UndoOutlined";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import ButtonBase from "@mui/material/ButtonBase";
import Chip from "@mui/material/Chip";
import IconButton from "@mui/material/IconButton";
import Paper from "@mui/material/Paper";
import Tooltip from "@mui/material/Tooltip";
import dynamic from "next/dynamic";
import { memo, useId } from "react";
import type { TestEndpoint } from "#components/apis/create/endpoint-test.tsx";
import { MonoText } from "#components/ui/mono-text.tsx";
import type { TopicMessage } from "#lib/messages/topic-messages.ts";
import type { DraftChange, DraftRow } from "#lib/topics/topic-draft.ts";
import type { RowProblems } from "#lib/topics/topic-problems.ts";
import type { ScopeChoice } from "./topic-scopes.tsx";
import { TopicTypeChips } from "./topic-types.tsx";

/** Loaded when the first row is about to be opened. */
const loadFields = () => import("./topic-fields.tsx").then((module) => module.TopicFields);
const TopicFields = dynamic(loadFields, {
  loading: () => <Box role="status" aria-label="Loading…" sx={{ height: 320 }} />,
});

export type TopicRowProps = {
  row: DraftRow;
  change: "new" | "edited" | "deleted" | null;
  problems: RowProblems;
  isOpen: boolean;
  apiId: string;
  messages: readonly TopicMessage[];
  endpoint: string;
  isApiOpen: boolean;
  enforcesHandshake: boolean;
  scopes: readonly ScopeChoice[];
  testTopic: TestEndpoint;
  onToggle: (id: string) => void;
  onChange: (change: DraftChange) => void;
};

export const noProblems: RowProblems = {};

/** Memoised: with 200 topics, typing in one must not draw the others. */
export const TopicRow = memo(function TopicRow(props: TopicRowProps) {
  const { row, isOpen } = props;
  const panelId = useId();
  const isShown = isOpen && !row.isDeleted;
  return (
    <Paper component="li" variant="outlined" sx={{ bgcolor: row.isDeleted ? "transparent" : undefined }}>
      <Box sx={{ display: "flex", alignItems: "stretch", pr: 1 }}>
        <RowHeading {...props} panelId={panelId} isShown={isShown} />
        <Box sx={{ display: "flex", alignItems: "center", flexShrink: 0 }}>
          <RowActions {...props} />
        </Box>
      </Box>
      <div id={panelId} hidden={!isShown}>
        {isShown ? (
          <TopicFields
            apiId={props.apiId}
            messages={props.messages}
            endpoint={props.endpoint}
            isApiOpen={props.isApiOpen}
            enforcesHandshake={props.enforcesHandshake}
            scopes={props.scopes}
            testTopic={props.testTopic}
            topic={row.topic}
            problems={props.problems}
            onEdit={(patch) => props.onChange({ kind: "edit", id: row.id, patch })}
          />
        ) : null}
      </div>
    </Paper>
  );
});

type RowHeadingProps = TopicRowProps & { panelId: string; isShown: boolean };

function RowHeading(props: RowHeadingProps) {
  const { row, panelId, isShown } = props;
  return (
    <Box
      sx={{
        display: "flex",
        flex: 1,
        minWidth: 0,
        flexWrap: "wrap",
        alignItems: "center",
        columnGap: 1.5,
        py: 0.5,
      }}
    >
      <Box component="h2" sx={{ m: 0, minWidth: 0, flex: "1 1 220px", fontSize: "0.9375rem" }}>
        <ButtonBase
          aria-expanded={isShown}
          aria-controls={panelId}
          disabled={row.isDeleted}
          onPointerEnter={() => void loadFields()}
          onFocus={() => void loadFields()}
          onClick={() => props.onToggle(row.id)}
          sx={headingLook}
        >
          <ExpandIcon sx={{ color: "text.secondary", transform: isShown ? "rotate(180deg)" : "none" }} />
          <Box component="span" sx={row.isDeleted ? deletedName : keptName}>
            <MonoText>{row.topic.address || "(no name)"}</MonoText>
          </Box>
        </ButtonBase>
      </Box>
      <RowChips {...props} />
    </Box>
  );
}

const headingLook = {
  width: "100%",
  minHeight: 44,
  px: 1.5,
  gap: 1,
  borderRadius: 1,
  justifyContent: "flex-start",
  font: "inherit",
};
const keptName = { fontWeight: 600, textAlign: "left", minWidth: 0 } as const; // const: sx wants the literals
const deletedName = { ...keptName, textDecoration: "line-through", color: "text.secondary" } as const;

function RowChips({ row: { topic, isDeleted }, change, problems }: TopicRowProps) {
  const hasProblem = Object.keys(problems).length > 0;
  return (
    <Box
      sx={{
        display: "flex",
        flexWrap: "wrap",
        gap: 0.75,
        pl: { xs: 5, sm: 0 },
        pb: { xs: 0.75, sm: 0 },
        pr: 0.5,
      }}
    >
      {hasProblem && !isDeleted ? <Chip size="small" color="error" label="Needs correction" /> : null}
      {change ? <Chip size="small" label={changeLabels[change]} /> : null}
      {topic.isSecured ? null : <Chip size="small" variant="outlined" icon={<OpenLockIcon />} label="Open" />}
      <TopicTypeChips types={topic.types} />
    </Box>
  );
}

const changeLabels = { new: "New", edited: "Edited", deleted: "Deleted when saved" } as const;

function RowActions({ row, onChange }: Pick<TopicRowProps, "row" | "onChange">) {
  const { address } = row.topic;
  if (row.isDeleted) {
    return (
      <Button
        size="small"
        startIcon={<UndoIcon />}
        aria-label={`Undo delete of ${address}`}
        onClick={() => onChange({ kind: "restore", id: row.id })}
      >
        Undo
      </Button>
    );
  }
  return (
    <Tooltip title="Delete">
      <IconButton aria-label={`Delete ${address}`} onClick={() => onChange({ kind: "delete", id: row.id })}>
        <DeleteIcon />
      </IconButton>
    </Tooltip>
  );
}
