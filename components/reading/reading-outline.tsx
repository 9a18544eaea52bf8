"use client";
// The outline of a document: what it holds, with a filter; the item that is being read is marked. Plain links, for there may be a
// thousand.
import Box from "@mui/material/Box";
import TextField from "@mui/material/TextField";
import { useEffect, useRef, useState } from "react";
import { linkTo } from "#lib/asyncapi/reading/address.ts";
import { type OutlineGroup, type OutlineRow, rowsOf } from "#lib/asyncapi/reading/outline.ts";
import { Direction } from "./direction.tsx";

type ReadingOutlineProps = {
  groups: readonly OutlineGroup[];
  /** How many parts of the document are not in it. */
  leftOut: number;
  currentId: string;
};

export function ReadingOutline({ groups, leftOut, currentId }: ReadingOutlineProps) {
  const [filter, setFilter] = useState("");
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => followCurrent(list.current, currentId), [currentId]);
  const seen = groups.map((group) => ({ title: group.title, ...rowsOf(group, { filter, currentId }) }));
  const isEmpty = seen.every(({ rows }) => rows.length === 0);
  return (
    <Box component="nav" aria-label="Outline" sx={look}>
      <TextField
        label="Filter the outline"
        type="search"
        value={filter}
        onChange={(event) => setFilter(event.target.value)}
        onKeyDown={(event) => event.key === "Escape" && setFilter("")}
      />
      <div className="list" ref={list}>
        {seen.map(({ title, rows, left }) => (
          <Group key={title} title={title} rows={rows} left={left} currentId={currentId} />
        ))}
        {isEmpty ? (
          <p role="status">Nothing here has “{filter}” in its name. Search looks in all texts.</p>
        ) : null}
        {leftOut > 0 ? <p>… and {leftOut.toLocaleString("en")} more parts, only in the source.</p> : null}
      </div>
    </Box>
  );
}

type GroupProps = { title: string; rows: readonly OutlineRow[]; left: number; currentId: string };

function Group({ title, rows, left, currentId }: GroupProps) {
  if (rows.length === 0) return null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is of forms
    <div role="group" aria-label={title}>
      <strong>{title}</strong>
      <ul>
        {rows.map(({ item, depth }) => (
          <li key={item.id}>
            <a
              href={linkTo(item.id)}
              aria-current={item.id === currentId ? "location" : undefined}
              style={{ paddingLeft: 8 + depth * 12 }}
            >
              {item.words ? <Direction words={item.words} /> : null}
              {item.words && item.name ? ": " : null}
              {item.name}
            </a>
          </li>
        ))}
      </ul>
      {left > 0 ? <p>… and {left} more: filter for them.</p> : null}
    </div>
  );
}

/** Keeps the marked item in view within the outline, which scrolls by itself. */
function followCurrent(list: HTMLElement | null, currentId: string): void {
  if (list === null || currentId === "") return;
  const current = list.querySelector<HTMLElement>('[aria-current="location"]');
  if (current === null) return;
  const [outer, inner] = [list.getBoundingClientRect(), current.getBoundingClientRect()];
  if (inner.top < outer.top) list.scrollTop -= outer.top - inner.top + outer.height / 3;
  if (inner.bottom > outer.bottom) list.scrollTop += inner.bottom - outer.bottom + outer.height / 3;
}

const look = {
  display: "flex",
  flexDirection: "column",
  gap: 1,
  minHeight: 0,
  fontSize: "0.8125rem",
  "& .list": { overflowY: "auto", minHeight: 0, overflowWrap: "anywhere" },
  "& [role=group]": { mt: 1 },
  "& ul": { listStyle: "none", m: 0, p: 0 },
  "& p": { m: 0, p: 1, color: "text.secondary" },
  "& strong": { pl: 1, color: "text.secondary", fontWeight: 600 },
  "& a": {
    display: "block",
    py: 0.5,
    pr: 1,
    borderRadius: 1,
    color: "text.primary",
    textDecoration: "none",
    "&:hover": { bgcolor: "action.hover" },
    '&[aria-current="location"]': { bgcolor: "action.selected", fontWeight: 650 },
  },
};
