"use client";
// Which part of the transcript is shown.
import Stack from "@mui/material/Stack";
import type { ReactNode } from "react";
import { FormTextField } from "#components/ui/form-text-field.tsx";
import { searchProblem } from "#lib/console/body-search.ts";
import { Choice } from "./choice.tsx";
import type { ConsoleConnection } from "./console-connection.ts";
import { FURTHER_NAMINGS, type ListFilter, type NamingFilter, NO_FILTER } from "./list-filter.ts";

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
          <NamingChoice names={names} naming={filter.naming} onChange={(naming) => onChange({ naming })} />
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
        placeholder="words, or $..user=ann"
        value={filter.search}
        helperText={searchProblem(filter.search) ?? undefined}
        onChange={(event) => onChange({ search: event.target.value })}
        sx={{ width: { xs: "100%", sm: 200 } }}
      />
      {children}
    </Stack>
  );
}

type NamingChoiceProps = {
  names: readonly string[];
  naming: NamingFilter;
  onChange: (naming: NamingFilter) => void;
};

/** A message of the definition that is named "unknown" is another choice than one that it does not know. */
function NamingChoice({ names, naming, onChange }: NamingChoiceProps) {
  const any = NO_FILTER.naming;
  const named = names.map((name) => [{ kind: "named", name }, name] as const);
  const further = FURTHER_NAMINGS.map(([kind, words]) => [{ kind }, words] as const);
  const choices = [any, ...[...named, ...further].map(([choice]) => choice)];
  return (
    <Choice
      label="Named"
      value={keyOf(naming)}
      options={[[keyOf(any), "Any"], ...named.map(([choice, words]) => [keyOf(choice), words] as const)]}
      further={{
        label: "By no name",
        options: further.map(([choice, words]) => [keyOf(choice), words] as const),
      }}
      width={180}
      onChange={(key) => onChange(choices.find((choice) => keyOf(choice) === key) ?? any)}
    />
  );
}

function keyOf(naming: NamingFilter): string {
  return naming.kind === "named" ? `named ${naming.name}` : naming.kind;
}
