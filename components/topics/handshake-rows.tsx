"use client";
// The query parameters or the headers of a handshake: rows to edit, add and remove, and what only the text can change.
import AddIcon from "@mui/icons-material/Add";
import Button from "@mui/material/Button";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import { useId } from "react";
import type { Handshake, HandshakeList, HandshakeRow } from "#lib/topics/handshake.ts";
import { NEW_ROW } from "#lib/topics/handshake-form.ts";
import type { HandshakeProblem } from "#lib/topics/handshake-problems.ts";
import { whyNotEnforced } from "#lib/topics/not-enforced.ts";
import { HandshakeRowFields } from "./handshake-row-fields.tsx";
import { WrittenElsewhere } from "./written-elsewhere.tsx";

const words = {
  query: { title: "Query parameters", one: "query parameter" },
  headers: { title: "Headers", one: "header" },
} as const;

type HandshakeRowsProps = {
  apiId: string;
  list: HandshakeList;
  handshake: Handshake;
  isEnforced: boolean;
  problems: readonly HandshakeProblem[];
  onEdit: (patch: Partial<Handshake>) => void;
};

export function HandshakeRows(props: HandshakeRowsProps) {
  const { apiId, list, handshake, isEnforced, problems, onEdit } = props;
  const titleId = useId();
  const { title, one } = words[list];
  const rows = handshake[list];
  const written = handshake.written[list];
  const isLocked = handshake.written.locked.includes(list);
  const put = (index: number, row: HandshakeRow) =>
    onEdit({ [list]: rows.map((it, place) => (place === index ? row : it)) });
  return (
    <Stack component="section" aria-labelledby={titleId} sx={{ gap: 1.5, alignItems: "stretch" }}>
      <Typography component="h4" id={titleId} sx={{ fontSize: "0.875rem", fontWeight: 600 }}>
        {title}
      </Typography>
      {rows.map((row, index) => (
        <HandshakeRowFields
          key={row.key === null ? `new ${index}` : `key ${row.key}`}
          label={`${one} ${row.name || index + 1}`}
          row={row}
          notEnforced={isEnforced ? whyNotEnforced(list, row.name) : null}
          problemOf={(field) =>
            problems.find(({ path }) => path[0] === list && path[1] === index && path[2] === field)?.message
          }
          onChange={(changed) => put(index, changed)}
          onRemove={() => onEdit({ [list]: rows.filter((_row, place) => place !== index) })}
        />
      ))}
      {isLocked || written.length > 0 ? (
        <WrittenElsewhere apiId={apiId} what={written.length > 0 ? written.join(", ") : title} />
      ) : null}
      {isEnforced ? written.map((name) => <NotEnforced key={name} list={list} name={name} />) : null}
      {isLocked ? null : (
        <Button
          size="small"
          startIcon={<AddIcon />}
          sx={{ alignSelf: "flex-start" }}
          onClick={() => onEdit({ [list]: [...rows, NEW_ROW] })}
        >
          Add {one}
        </Button>
      )}
    </Stack>
  );
}

/** Beside what the form only names. */
function NotEnforced({ list, name }: { list: HandshakeList; name: string }) {
  const reason = whyNotEnforced(list, name);
  if (reason === null) return null;
  return (
    <Typography variant="body2" sx={{ color: "text.secondary", overflowWrap: "anywhere" }}>
      {name} is not enforced: {reason}
    </Typography>
  );
}
