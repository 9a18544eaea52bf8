"use client";
// One query parameter or header of a handshake: its name and what the definition says of its value.
import DeleteIcon from "@mui/icons-material/DeleteOutlined";
import Box from "@mui/material/Box";
import Checkbox from "@mui/material/Checkbox";
import FormControlLabel from "@mui/material/FormControlLabel";
import IconButton from "@mui/material/IconButton";
import Tooltip from "@mui/material/Tooltip";
import { useState } from "react";
import { ChoiceField } from "#components/ui/choice-field.tsx";
import { FormTextField } from "#components/ui/form-text-field.tsx";
import type { HandshakeRow } from "#lib/topics/handshake.ts";
import type { HandshakeProblem } from "#lib/topics/handshake-problems.ts";

const types = [
  { value: "", label: "Not said" },
  { value: "string", label: "string" },
  { value: "integer", label: "integer" },
  { value: "number", label: "number" },
  { value: "boolean", label: "boolean" },
] as const;

const plainText = { spellCheck: false, autoCapitalize: "none" } as const; // const: the attribute wants the literal
const columns = { display: "grid", gap: 1.5, alignItems: "start" } as const; // const: sx wants the literals

type HandshakeRowFieldsProps = {
  /** What it is called where all of its fields are meant. */
  label: string;
  row: HandshakeRow;
  /** Why the gateway demands nothing of it; null where it does, and where it demands nothing of any. */
  notEnforced: string | null;
  problemOf: (field: HandshakeProblem["path"][2]) => string | undefined;
  onChange: (row: HandshakeRow) => void;
  onRemove: () => void;
};

export function HandshakeRowFields(props: HandshakeRowFieldsProps) {
  const { label, row, notEnforced, problemOf, onChange, onRemove } = props;
  const edit = (patch: Partial<HandshakeRow>) => onChange({ ...row, ...patch });
  return (
    <Box
      role="group"
      aria-label={label}
      sx={{ ...columns, pl: 1.5, pt: 1, borderLeft: 2, borderColor: "divider" }}
    >
      <Box sx={{ ...columns, gridTemplateColumns: { xs: "1fr auto auto", sm: "2fr 1fr auto auto" } }}>
        <FormTextField
          label="Name"
          value={row.name}
          problem={problemOf("name")}
          helperText={notEnforced === null ? undefined : `Not enforced: ${notEnforced}`}
          onChange={(event) => edit({ name: event.target.value })}
          slotProps={{ htmlInput: { ...plainText, maxLength: 256 } }}
          sx={{ gridColumn: { xs: "1 / -1", sm: "auto" } }}
        />
        <ChoiceField
          label="Type"
          value={row.type ?? ""}
          options={types}
          onChange={(type) => edit({ type: type === "" ? null : type })}
        />
        <FormControlLabel
          label="Required"
          control={<Checkbox size="small" checked={row.isRequired} />}
          onChange={(_event, isRequired) => edit({ isRequired })}
          slotProps={{ typography: { variant: "body2" } }}
        />
        <Tooltip title="Remove">
          <IconButton aria-label={`Remove ${label}`} onClick={onRemove} sx={{ justifySelf: "start" }}>
            <DeleteIcon />
          </IconButton>
        </Tooltip>
      </Box>
      <FormTextField
        label="Description"
        value={row.description}
        onChange={(event) => edit({ description: event.target.value })}
      />
      <Box sx={{ ...columns, gridTemplateColumns: { xs: "1fr", sm: "2fr 1fr 1fr" } }}>
        <ValuesField
          values={row.values}
          problem={problemOf("values")}
          onChange={(values) => edit({ values })}
        />
        <FormTextField
          label="Default"
          value={row.fallback}
          problem={problemOf("fallback")}
          onChange={(event) => edit({ fallback: event.target.value })}
          slotProps={{ htmlInput: plainText }}
        />
        <FormTextField
          label="Example"
          value={row.example}
          problem={problemOf("example")}
          onChange={(event) => edit({ example: event.target.value })}
          slotProps={{ htmlInput: plainText }}
        />
      </Box>
    </Box>
  );
}

type ValuesFieldProps = {
  values: readonly string[];
  problem: string | undefined;
  onChange: (values: string[]) => void;
};

/** Keeps the empty line a person is about to fill; where the values change from outside, those are shown. */
function ValuesField({ values, problem, onChange }: ValuesFieldProps) {
  const [typed, setTyped] = useState("");
  const joined = values.join("\n");
  return (
    <FormTextField
      label="Allowed values"
      multiline
      maxRows={6}
      value={linesOf(typed).join("\n") === joined ? typed : joined}
      problem={problem}
      helperText="One a line. Empty allows any."
      onChange={(event) => {
        setTyped(event.target.value);
        onChange(linesOf(event.target.value));
      }}
      slotProps={{ htmlInput: plainText }}
    />
  );
}

function linesOf(text: string): string[] {
  return text.split("\n").filter((line) => line !== "");
}
