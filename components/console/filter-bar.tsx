"use client";
// Which part of the transcript is shown.
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Stack from "@mui/material/Stack";
import { type ReactNode, useId, useState } from "react";
import { FormTextField } from "#components/ui/form-text-field.tsx";
import { searchProblem } from "#lib/console/body-search.ts";
import { Choice } from "./choice.tsx";
import type { ConsoleConnection } from "./console-connection.ts";
import { FURTHER_NAMINGS, type ListFilter, type NamingFilter, NO_FILTER } from "./list-filter.ts";
import { SearchHelp } from "./search-help.tsx";

type FilterBarProps = {
  filter: ListFilter;
  connections: readonly ConsoleConnection[];
  /** Names of messages. */
  names: readonly string[];
  onChange: (patch: Partial<ListFilter>) => void;
  /** Other choices of how the list looks. */
  children: ReactNode;
  /** What is done with the list. */
  actions: ReactNode;
};

/** On a narrow page the fields are folded, so that the list comes soon. */
export function FilterBar({ children, actions, ...props }: FilterBarProps) {
  const [isOpen, setIsOpen] = useState(false);
  const fieldsId = useId();
  return (
    <Box sx={barLook}>
      <Button
        size="small"
        variant="outlined"
        color="secondary"
        aria-expanded={isOpen}
        aria-controls={fieldsId}
        onClick={() => setIsOpen(!isOpen)}
        sx={{ display: { sm: "none" }, minHeight: 40 }}
      >
        Filters
      </Button>
      <Box id={fieldsId} sx={{ display: { xs: isOpen ? "contents" : "none", sm: "contents" } }}>
        <FilterFields {...props} />
        {children}
        <SearchField {...props} />
      </Box>
      <Stack direction="row" useFlexGap sx={actionsLook}>
        {actions}
      </Stack>
    </Box>
  );
}

type FieldsProps = Omit<FilterBarProps, "children" | "actions">;

function FilterFields({ filter, connections, names, onChange }: FieldsProps) {
  return (
    <>
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
    </>
  );
}

/** Has room for a line of help, which comes and goes while a path is typed. */
function SearchField({ filter, onChange }: FieldsProps) {
  const why = searchProblem(filter.search);
  return (
    <FormTextField
      label="Search"
      type="search"
      placeholder="words, or $..user=ann"
      value={filter.search}
      helperText={why === null ? undefined : <SearchHelp why={why} />}
      onChange={(event) => onChange({ search: event.target.value })}
      sx={{ gridColumn: "span 2", minHeight: 72 }}
    />
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

/** Fields share the width, their tops in a line. */
const barLook = {
  display: "grid",
  gridTemplateColumns: "repeat(auto-fill, minmax(132px, 1fr))",
  gap: 1.5,
  alignItems: "start",
  pt: 1,
  "& > div > .MuiFormControl-root": { width: "100%" },
} as const;

const actionsLook = { gap: 1, minHeight: 40, alignItems: "center", flexWrap: "wrap" } as const;
