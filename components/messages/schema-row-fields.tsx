"use client";
// One row of a schema: name, kind, required, and what more it asks for on demand.
import AddIcon from "@mui/icons-material/AddOutlined";
import DeleteIcon from "@mui/icons-material/DeleteOutlined";
import TuneIcon from "@mui/icons-material/TuneOutlined";
import Box from "@mui/material/Box";
import Checkbox from "@mui/material/Checkbox";
import FormControlLabel from "@mui/material/FormControlLabel";
import IconButton from "@mui/material/IconButton";
import NativeSelect from "@mui/material/NativeSelect";
import OutlinedInput from "@mui/material/OutlinedInput";
import Tooltip from "@mui/material/Tooltip";
import Typography from "@mui/material/Typography";
import { type ReactNode, useEffect, useState } from "react";
import type { JsonValue } from "#lib/asyncapi/json-value.ts";
import {
  renamed,
  withAlternative,
  withKind,
  withoutRow,
  withProperty,
  withRequired,
} from "#lib/messages/schema-edits.ts";
import { SCHEMA_KINDS, type SchemaKind, type SchemaRow } from "#lib/messages/schema-rows.ts";
import { SchemaKeywords } from "./schema-keywords.tsx";

export type SchemaRowProps = {
  label: string;
  row: SchemaRow;
  schema: JsonValue | undefined;
  sharedSchemas: readonly string[];
  isReadOnly: boolean;
  onChange: (schema: JsonValue) => void;
};

export function SchemaRowFields(props: SchemaRowProps) {
  const { row, isReadOnly } = props;
  const [isOpen, setIsOpen] = useState(false);
  const name = rowName(props);
  return (
    <Box
      component="li"
      sx={{
        ml: { xs: `${Math.min(row.depth, 6) * 10}px`, sm: `${row.depth * 22}px` },
        borderLeft: row.depth > 0 ? "2px solid" : 0,
        borderColor: "divider",
        pl: row.depth > 0 ? 1 : 0,
      }}
    >
      <Box sx={{ display: "flex", flexWrap: "wrap", alignItems: "center", gap: 1 }}>
        {row.role === "property" ? (
          <NameField {...props} />
        ) : (
          <Typography variant="body2" sx={{ minWidth: 110, fontWeight: row.depth === 0 ? 600 : 400 }}>
            {name}
          </Typography>
        )}
        <KindSelect {...props} name={name} />
        {row.role === "property" ? (
          <FormControlLabel
            label="required"
            slotProps={{ typography: { variant: "body2" } }}
            control={
              <Checkbox
                size="small"
                checked={row.isRequired}
                slotProps={{ input: { "aria-label": `${name} is required` } }}
              />
            }
            onChange={(_event, isChecked) => props.onChange(withRequired(props.schema, row, isChecked))}
          />
        ) : null}
        <RowButtons {...props} name={name} isOpen={isOpen} onToggle={() => setIsOpen(!isOpen)} />
      </Box>
      {isOpen ? (
        <SchemaKeywords
          row={row}
          schema={props.schema}
          name={name}
          isReadOnly={isReadOnly}
          onChange={props.onChange}
        />
      ) : null}
    </Box>
  );
}

function rowName({ row, label }: SchemaRowProps): string {
  if (row.role === "whole") return label;
  if (row.role === "item") return "Each item";
  return row.role === "alternative" ? `Alternative ${row.name}` : row.name;
}

/** Takes the new name when it is left: half a name may be that of another property. */
function NameField({ row, schema, isReadOnly, onChange }: SchemaRowProps) {
  const [typed, setTyped] = useState(row.name);
  const [isTaken, setIsTaken] = useState(false);
  useEffect(() => {
    setTyped(row.name);
    setIsTaken(false);
  }, [row.name]);
  const take = () => {
    if (typed === row.name) return setIsTaken(false);
    const changed = renamed(schema, row, typed);
    setIsTaken(changed === null);
    if (changed !== null) onChange(changed);
  };
  return (
    <div>
      <OutlinedInput
        size="small"
        value={typed}
        error={isTaken}
        readOnly={isReadOnly}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={take}
        onKeyDown={(event) => {
          if (event.key !== "Enter") return;
          event.preventDefault();
          take();
        }}
        slotProps={{
          input: { "aria-label": `Name of ${row.name}`, spellCheck: false, autoCapitalize: "none" },
        }}
        sx={{ width: { xs: 150, sm: 190 }, fontFamily: "monospace", fontSize: "0.875rem" }}
      />
      {isTaken ? (
        <Typography variant="caption" role="alert" sx={{ display: "block", color: "error.main" }}>
          {typed === "" ? "A property needs a name." : "There is such a property already."}
        </Typography>
      ) : null}
    </div>
  );
}

const KIND_WORDS: Readonly<Record<string, string>> = {
  any: "anything",
  oneOf: "one of several",
  null: "null",
};

function KindSelect({
  row,
  schema,
  sharedSchemas,
  isReadOnly,
  name,
  onChange,
}: SchemaRowProps & { name: string }) {
  const shared = sharedSchemas.map((it): SchemaKind => `shared ${it}`);
  const known: readonly SchemaKind[] = [...SCHEMA_KINDS, ...shared];
  const kinds = known.includes(row.kind) ? known : [row.kind, ...known];
  return (
    <NativeSelect
      input={<OutlinedInput size="small" />}
      value={row.kind}
      disabled={isReadOnly}
      inputProps={{ "aria-label": `Type of ${name}` }}
      onChange={(event) => {
        const kind = kinds.find((it) => it === event.target.value);
        if (kind !== undefined) onChange(withKind(schema, row, kind));
      }}
      sx={{ minWidth: 120, maxWidth: 220 }}
    >
      {kinds.map((kind) => (
        <option key={kind} value={kind}>
          {kindWords(kind)}
        </option>
      ))}
    </NativeSelect>
  );
}

function kindWords(kind: SchemaKind): string {
  if (kind === "other") return "as in the text";
  return kind.startsWith("shared ") ? `schema ${kind.slice("shared ".length)}` : (KIND_WORDS[kind] ?? kind);
}

type RowButtonsProps = SchemaRowProps & { name: string; isOpen: boolean; onToggle: () => void };

function RowButtons({ row, schema, isReadOnly, name, isOpen, onToggle, onChange }: RowButtonsProps) {
  const hasKeywords = row.kind !== "other" && !row.kind.startsWith("shared ");
  const canGo = row.role === "property" || row.role === "alternative";
  return (
    <Box sx={{ display: "flex" }}>
      {row.kind === "object" && !isReadOnly ? (
        <RowButton
          title="Add property"
          name={`Add property to ${name}`}
          onClick={() => onChange(withProperty(schema, row))}
        >
          <AddIcon fontSize="small" />
        </RowButton>
      ) : null}
      {row.kind === "oneOf" && !isReadOnly ? (
        <RowButton
          title="Add alternative"
          name={`Add alternative to ${name}`}
          onClick={() => onChange(withAlternative(schema, row))}
        >
          <AddIcon fontSize="small" />
        </RowButton>
      ) : null}
      {hasKeywords ? (
        <RowButton
          title="Description and limits"
          name={`Description and limits of ${name}`}
          isOpen={isOpen}
          onClick={onToggle}
        >
          <TuneIcon fontSize="small" />
        </RowButton>
      ) : null}
      {canGo && !isReadOnly ? (
        <RowButton title="Remove" name={`Remove ${name}`} onClick={() => onChange(withoutRow(schema, row))}>
          <DeleteIcon fontSize="small" />
        </RowButton>
      ) : null}
    </Box>
  );
}

type RowButtonProps = {
  title: string;
  name: string;
  isOpen?: boolean;
  onClick: () => void;
  children: ReactNode;
};

function RowButton({ title, name, isOpen, onClick, children }: RowButtonProps) {
  return (
    <Tooltip title={title}>
      <IconButton
        size="small"
        aria-label={name}
        {...(isOpen === undefined ? {} : { "aria-expanded": isOpen })}
        onClick={onClick}
      >
        {children}
      </IconButton>
    </Tooltip>
  );
}
