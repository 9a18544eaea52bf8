"use client";
// Search and state filter of the list. A plain GET form; with JavaScript the list follows the typing.
import SearchIcon from "@mui/icons-material/SearchOutlined";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import CircularProgress from "@mui/material/CircularProgress";
import InputAdornment from "@mui/material/InputAdornment";
import NativeSelect from "@mui/material/NativeSelect";
import OutlinedInput from "@mui/material/OutlinedInput";
import { useRouter } from "next/navigation";
import { type FormEvent, useEffect, useRef, useState, useTransition } from "react";
import { lifecycleStates, stateLabels } from "#lib/apis/lifecycle-state.ts";
import { firstPage, type ListQuery, listHref, parseListQuery, sortParam } from "./list-query.ts";

const typingPauseMs = 250;

export function ApiFilters({ query }: { query: ListQuery }) {
  const router = useRouter();
  const sort = sortParam(query);
  const [isPending, startTransition] = useTransition();
  const [text, setText] = useState(query.search);
  const asked = useRef(query.search);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  // The address can change without typing: the back button, "Clear".
  useEffect(() => {
    if (query.search !== asked.current) setText(query.search);
    asked.current = query.search;
  }, [query.search]);
  useEffect(() => () => clearTimeout(timer.current), []);

  const show = (changed: Partial<Pick<ListQuery, "search" | "state">>) => {
    clearTimeout(timer.current);
    const next = firstPage({ ...query, search: text.trim(), ...changed });
    asked.current = next.search;
    startTransition(() => router.replace(listHref(next), { scroll: false }));
  };
  const type = (search: string) => {
    setText(search);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => show({ search: search.trim() }), typingPauseMs);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    show({});
  };

  return (
    <Box
      component="form"
      role="search"
      aria-label="APIs"
      action="/apis"
      onSubmit={submit}
      sx={{ display: "flex", flex: "1 1 320px", gap: 1.5, flexWrap: { xs: "wrap", sm: "nowrap" } }}
    >
      <SearchField text={text} isPending={isPending} onType={type} />
      <StateFilter
        value={query.state ?? ""}
        onChoose={(state) => show({ state: parseListQuery({ state }).state })}
      />
      {query.view === "table" ? <input type="hidden" name="view" value="table" /> : null}
      {sort ? <input type="hidden" name="sort" value={sort} /> : null}
      <noscript>
        <Button type="submit" variant="outlined">
          Search
        </Button>
      </noscript>
    </Box>
  );
}

type SearchFieldProps = { text: string; isPending: boolean; onType: (text: string) => void };

function SearchField({ text, isPending, onType }: SearchFieldProps) {
  const adornment = (
    <InputAdornment position="start">
      {isPending ? <CircularProgress size={18} aria-label="Searching" /> : <SearchIcon />}
    </InputAdornment>
  );
  return (
    <OutlinedInput
      type="search"
      name="q"
      size="small"
      fullWidth
      placeholder="Search by name, context, version or tag"
      value={text}
      onChange={(event) => onType(event.target.value)}
      startAdornment={adornment}
      slotProps={{
        input: { "aria-label": "Search APIs", maxLength: 100, autoComplete: "off", spellCheck: false },
      }}
      sx={{ maxWidth: { sm: 420 } }}
    />
  );
}

type StateFilterProps = { value: string; onChoose: (state: string) => void };

function StateFilter({ value, onChoose }: StateFilterProps) {
  return (
    <NativeSelect
      name="state"
      value={value}
      onChange={(event) => onChoose(event.target.value)}
      input={<OutlinedInput size="small" />}
      inputProps={{ "aria-label": "State" }}
      sx={{ width: { xs: "100%", sm: 160 }, flexShrink: 0, "& .MuiNativeSelect-icon": { right: 8 } }}
    >
      <option value="">All states</option>
      {lifecycleStates.map((state) => (
        <option key={state} value={state}>
          {stateLabels[state]}
        </option>
      ))}
    </NativeSelect>
  );
}
