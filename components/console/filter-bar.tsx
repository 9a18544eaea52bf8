"use client";
// Which part of the transcript is shown.
import Stack from "@mui/material/Stack";
import type { ReactNode } from "react";
import { FormTextField } from "#components/ui/form-text-field.tsx";
import { Choice } from "./choice.tsx";
import type { ConsoleConnection } from "./console-session.ts";
import { FURTHER_NAMES, type ListFilter } from "./list-filter.ts";

type FilterBarProps = {
  filter: ListFilter;
  connections: readonly ConsoleConnection[];
  /** Names of messages. */
  names: readonly string[];
  onChange: (patch: Partial<ListFilter>) => void;
  children: ReactNode;
};

export function FilterBar({ filter, connections, names, onChange, children }: FilterBarProps) {
  return (
    <Stack direction="row" useFlexGap sx={{ gap: 1.5, flexWrap: "wrap", alignItems: "flex-end", pt: 1 }}>
      {connections.length > 1 ? (
        <Choice
          label="Connection"
          value={String(filter.connection ?? "")}
          options={[["", "All"], ...connections.map(({ id, name }) => [String(id), name] as const)]}
          onChange={(id) => onChange({ connection: id === "" ? null : Number(id) })}
        />
      ) : null}
      <Choice
        label="Direction"
        value={filter.direction}
        options={[
          ["all", "Both ways"],
          ["sent", "You send"],
          ["received", "You receive"],
        ]}
        onChange={(it) => onChange({ direction: it === "sent" || it === "received" ? it : "all" })}
      />
      {names.length > 0 ? (
        <>
          <Choice
            label="Named"
            value={filter.name}
            options={[["", "Any"], ...[...names, ...FURTHER_NAMES].map((name) => [name, name] as const)]}
            width={180}
            onChange={(name) => onChange({ name })}
          />
          <Choice
            label="Fits the definition"
            value={filter.validity}
            options={[
              ["all", "Any"],
              ["valid", "Fits"],
              ["invalid", "Does not fit"],
            ]}
            onChange={(it) => onChange({ validity: it === "valid" || it === "invalid" ? it : "all" })}
          />
        </>
      ) : null}
      <FormTextField
        label="Search"
        type="search"
        placeholder="words, or $.user=ann"
        value={filter.search}
        onChange={(event) => onChange({ search: event.target.value })}
        sx={{ width: { xs: "100%", sm: 200 } }}
      />
      {children}
    </Stack>
  );
}
