"use client";
// Search in a document that is read: `/` opens it, what is found is listed with its place, choosing goes there and marks it.
import SearchIcon from "@mui/icons-material/Search";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Dialog from "@mui/material/Dialog";
import TextField from "@mui/material/TextField";
import Typography from "@mui/material/Typography";
import { type KeyboardEvent, useDeferredValue, useEffect, useId, useState } from "react";
import { findHits, type SearchEntry, type SearchHit } from "#lib/asyncapi/reading/search.ts";
import { type PackedSearch, unpackIndex } from "#lib/asyncapi/reading/search-wire.ts";
import { searchWords } from "#lib/asyncapi/reading/search-words.ts";
import { markHit } from "./mark-hit.ts";

type ReadingSearchProps = {
  /** The route that gives the index. */
  href: string;
  onChoose: (id: string) => Promise<HTMLElement | null>;
};

export function ReadingSearch({ href, onChoose }: ReadingSearchProps) {
  const [isOpen, setIsOpen] = useState(false);
  const button = useId();
  useEffect(() => {
    const open = (event: globalThis.KeyboardEvent) => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target))
        return;
      // Not while another tab of the page is shown.
      if (document.getElementById(button)?.offsetParent == null) return;
      event.preventDefault();
      setIsOpen(true);
    };
    document.addEventListener("keydown", open);
    return () => document.removeEventListener("keydown", open);
  }, [button]);
  return (
    <>
      <Button
        id={button}
        variant="outlined"
        startIcon={<SearchIcon />}
        aria-keyshortcuts="/"
        onClick={() => setIsOpen(true)}
      >
        Search
        <Box component="kbd" sx={{ ml: 1, color: "text.secondary" }}>
          /
        </Box>
      </Button>
      <Dialog
        open={isOpen}
        onClose={() => setIsOpen(false)}
        fullWidth
        maxWidth="sm"
        slotProps={{ paper: { "aria-label": "Search" } }}
      >
        <SearchPanel
          href={href}
          onChoose={async (hit, query) => {
            setIsOpen(false);
            const part = await onChoose(hit.entry.id);
            if (part !== null) markHit(part, query);
          }}
        />
      </Dialog>
    </>
  );
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest("input, textarea, select, [contenteditable=true]") !== null
  );
}

type SearchPanelProps = { href: string; onChoose: (hit: SearchHit, query: string) => void };

function SearchPanel({ href, onChoose }: SearchPanelProps) {
  const [query, setQuery] = useState("");
  const [chosen, setChosen] = useState(0);
  const index = useSearchIndex(href);
  const listId = useId();
  const hits = findHits(index.found?.entries ?? [], useDeferredValue(query));
  const at = Math.min(chosen, hits.length - 1);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const hit = hits[at];
    if (event.key === "Enter" && hit) onChoose(hit, query);
    if (step === undefined || hits.length === 0) return;
    event.preventDefault();
    setChosen((at + step + hits.length) % hits.length);
  };
  return (
    <Box sx={{ p: 2, display: "flex", flexDirection: "column", minHeight: 0 }}>
      <TextField
        autoFocus
        fullWidth
        label="Search names, descriptions and values"
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setChosen(0);
        }}
        onKeyDown={onKeyDown}
        slotProps={{
          htmlInput: {
            role: "combobox",
            "aria-expanded": hits.length > 0,
            "aria-controls": listId,
            "aria-autocomplete": "list",
            "aria-activedescendant": hits.length > 0 ? `${listId}-${at}` : undefined,
          },
        }}
      />
      <Typography variant="body2" role="status" sx={{ my: 1, color: "text.secondary" }}>
        {index.problem ?? (index.found === null ? "Loading …" : searchWords(index.found, query, hits.length))}
      </Typography>
      {index.problem ? <Button onClick={index.retry}>Try again</Button> : null}
      <Box role="listbox" id={listId} aria-label="Found" sx={listLook}>
        {hits.map((hit, number) => (
          <Hit
            // biome-ignore lint/suspicious/noArrayIndexKey: several entries may have one address and one name
            key={`${number} ${hit.entry.id}`}
            id={`${listId}-${number}`}
            hit={hit}
            length={query.trim().length}
            isChosen={number === at}
            onChoose={() => onChoose(hit, query)}
          />
        ))}
      </Box>
    </Box>
  );
}

type HitProps = { id: string; hit: SearchHit; length: number; isChosen: boolean; onChoose: () => void };

function Hit({ id, hit, length, isChosen, onChoose }: HitProps) {
  const { entry, shown, at } = hit;
  const place = [...entry.within, ...(shown === entry.name ? [] : [entry.name])].join(" › ");
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field, which keeps the focus
    <div
      id={id}
      role="option"
      aria-selected={isChosen}
      // The focus stays in the field; the option is told as its active descendant.
      tabIndex={-1}
      ref={(element) => {
        if (isChosen) element?.scrollIntoView({ block: "nearest" });
      }}
      onClick={onChoose}
    >
      <div className="place">{place}</div>
      {shown.slice(0, at)}
      <mark>{shown.slice(at, at + length)}</mark>
      {shown.slice(at + length)}
    </div>
  );
}

const listLook = {
  overflowY: "auto",
  overflowWrap: "anywhere",
  fontSize: "0.875rem",
  "& > div": { p: 1, borderRadius: 1, cursor: "pointer" },
  "& > div:hover": { bgcolor: "action.hover" },
  '& > div[aria-selected="true"]': { bgcolor: "action.selected" },
  "& .place": { color: "text.secondary", fontSize: "0.75rem" },
  "& mark": { bgcolor: "#ffe08a", color: "#1b2530" },
};

const UNREACHABLE = "The portal does not answer, so nothing can be searched yet.";

type Index = Pick<PackedSearch, "isCut" | "hasCutParts"> & { readonly entries: readonly SearchEntry[] };

/** Fetched when somebody first searches. */
function useSearchIndex(href: string) {
  const [attempt, setAttempt] = useState(0);
  const [found, setFound] = useState<Index | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt fetches again
  useEffect(() => {
    const ended = new AbortController();
    setProblem(null);
    fetchIndex(href, ended.signal).then(setFound, () => ended.signal.aborted || setProblem(UNREACHABLE));
    return () => ended.abort();
  }, [href, attempt]);
  return { found, problem, retry: () => setAttempt(attempt + 1) };
}

async function fetchIndex(href: string, signal: AbortSignal): Promise<Index> {
  const answer = await fetch(href, { signal });
  if (!answer.ok || answer.redirected) throw new Error(UNREACHABLE);
  // The portal's own route writes it.
  const packed = (await answer.json()) as PackedSearch;
  return { ...packed, entries: unpackIndex(packed) };
}
