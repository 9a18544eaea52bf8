"use client";
// Search and filters of the ended connections and refused handshakes. A plain GET form; a choice acts at once, a search with Enter.
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import NativeSelect from "@mui/material/NativeSelect";
import OutlinedInput from "@mui/material/OutlinedInput";
import { useRouter } from "next/navigation";
import { type FormEvent, type ReactNode, useEffect, useState } from "react";
import { sectionHref } from "#components/apis/frame/api-sections.ts";
import {
  type ConnectionsQuery,
  closerLabels,
  closers,
  connectionsHref,
  narrowed,
  outcomes,
} from "./connections-query.ts";

type PastFiltersProps = { apiId: string; query: ConnectionsQuery; codes: readonly number[] };

export function PastFilters({ apiId, query, codes }: PastFiltersProps) {
  const router = useRouter();
  const [text, setText] = useState(query.search);
  // The address can change without typing: the back button.
  useEffect(() => setText(query.search), [query.search]);
  const show = (changed: Parameters<typeof narrowed>[1]) =>
    router.replace(connectionsHref(apiId, narrowed(query, { search: text.trim(), ...changed })), {
      scroll: false,
    });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    show({});
  };
  return (
    <Box
      component="form"
      role="search"
      aria-label="Ended connections and refused handshakes"
      action={sectionHref(apiId, "connections")}
      onSubmit={submit}
      sx={{ display: "flex", flexWrap: "wrap", gap: 1, width: { xs: "100%", sm: "auto" } }}
    >
      <OutlinedInput
        type="search"
        name="q"
        size="small"
        placeholder="Id, address, path, code"
        value={text}
        onChange={(event) => setText(event.target.value)}
        slotProps={{
          input: { "aria-label": "Search ended and refused", maxLength: 100, autoComplete: "off" },
        }}
        sx={{ flex: "1 1 200px" }}
      />
      <Filter
        name="code"
        label="Code"
        value={query.code === null ? "" : String(query.code)}
        onChoose={(code) => show({ code: code === "" ? null : Number(code) })}
      >
        <option value="">All codes</option>
        {[...new Set([...codes, ...(query.code === null ? [] : [query.code])])].map((code) => (
          <option key={code} value={code}>
            {code}
          </option>
        ))}
      </Filter>
      <Filter
        name="by"
        label="Outcome"
        value={query.by ?? ""}
        onChoose={(by) => show({ by: outcomes.find((outcome) => outcome === by) ?? null })}
      >
        <option value="">All outcomes</option>
        {closers.map((closer) => (
          <option key={closer} value={closer}>
            Closed by {closerLabels[closer].toLowerCase()}
          </option>
        ))}
        <option value="refused">Refused</option>
      </Filter>
      <Button type="submit" variant="outlined" color="secondary">
        Search
      </Button>
    </Box>
  );
}

type FilterProps = {
  name: string;
  label: string;
  value: string;
  onChoose: (value: string) => void;
  children: ReactNode;
};

function Filter({ name, label, value, onChoose, children }: FilterProps) {
  return (
    <NativeSelect
      name={name}
      value={value}
      onChange={(event) => onChoose(event.target.value)}
      input={<OutlinedInput size="small" />}
      inputProps={{ "aria-label": label }}
      sx={{ width: 148, flexShrink: 0 }}
    >
      {children}
    </NativeSelect>
  );
}
