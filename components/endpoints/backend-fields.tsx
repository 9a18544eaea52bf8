"use client";
// One backend: its URL, and beside others its weight, its limit and its place. With one backend there is only the URL.
import DownIcon from "@mui/icons-material/ArrowDownwardOutlined";
import UpIcon from "@mui/icons-material/ArrowUpwardOutlined";
import DeleteIcon from "@mui/icons-material/DeleteOutlined";
import Box from "@mui/material/Box";
import IconButton from "@mui/material/IconButton";
import Stack from "@mui/material/Stack";
import Tooltip from "@mui/material/Tooltip";
import Typography from "@mui/material/Typography";
import type { ReactNode } from "react";
import { EndpointTest, type TestEndpoint } from "#components/apis/create/endpoint-test.tsx";
import { FormTextField } from "#components/ui/form-text-field.tsx";
import { endpointSchema } from "#lib/endpoints/endpoint-url.ts";
import type { BackendRow } from "./endpoint-values.ts";

type BackendFieldsProps = {
  row: BackendRow;
  index: number;
  count: number;
  label: string;
  example: string;
  isReadOnly: boolean;
  problem: (field: "url" | "weight" | "maxConnections") => string | undefined;
  testEndpoint: TestEndpoint;
  onChange: (patch: Partial<BackendRow>) => void;
  onMove: (to: number) => void;
  onRemove: () => void;
};

export function BackendFields(props: BackendFieldsProps) {
  const { row, count, isReadOnly } = props;
  const isOneOfMany = count > 1;
  return (
    <Stack
      component="li"
      aria-label={`Backend ${props.index + 1}`}
      sx={{ gap: 1.5, ...(isOneOfMany ? { pb: 2, borderBottom: "1px solid", borderColor: "divider" } : {}) }}
    >
      {isOneOfMany ? <RowHead {...props} /> : null}
      <FormTextField
        label={props.label}
        placeholder={props.example}
        value={row.url}
        problem={props.problem("url")}
        helperText={
          isOneOfMany ? undefined : "ws:// or wss://, host, port and path. A query of its own is kept."
        }
        onChange={(event) => props.onChange({ url: event.target.value })}
        slotProps={{ htmlInput: { spellCheck: false, autoCapitalize: "none", inputMode: "url" } }}
      />
      {isOneOfMany ? <ShareFields {...props} /> : null}
      {!isReadOnly && isTestable(row.url) ? (
        <EndpointTest testEndpoint={props.testEndpoint} urlToTest={() => row.url.trim()} />
      ) : null}
    </Stack>
  );
}

function isTestable(url: string): boolean {
  return url.trim() !== "" && endpointSchema.safeParse(url).success;
}

function ShareFields({ row, problem, onChange }: BackendFieldsProps) {
  return (
    <Box sx={{ display: "grid", gap: 2, gridTemplateColumns: { xs: "minmax(0, 1fr)", sm: "1fr 1fr" } }}>
      <FormTextField
        label="Weight"
        value={row.weight}
        problem={problem("weight")}
        helperText="Its share among the others, 1 to 100."
        onChange={(event) => onChange({ weight: event.target.value })}
        slotProps={{ htmlInput: { inputMode: "numeric", maxLength: 3 } }}
      />
      <FormTextField
        label="Most connections"
        value={row.maxConnections}
        problem={problem("maxConnections")}
        helperText="From one gateway at a time. 0 sets no limit."
        onChange={(event) => onChange({ maxConnections: event.target.value })}
        slotProps={{ htmlInput: { inputMode: "numeric", maxLength: 7 } }}
      />
    </Box>
  );
}

function RowHead({ index, count, isReadOnly, onMove, onRemove }: BackendFieldsProps) {
  const name = `backend ${index + 1}`;
  return (
    <Stack direction="row" sx={{ alignItems: "center", minHeight: 36, mb: 0.5 }}>
      <Typography variant="body2" component="h3" sx={{ fontWeight: 600, flex: 1 }}>
        Backend {index + 1}
      </Typography>
      {isReadOnly ? null : (
        <>
          <MoveButton label={`Move ${name} up`} isPossible={index > 0} onMove={() => onMove(index - 1)}>
            <UpIcon fontSize="small" />
          </MoveButton>
          <MoveButton
            label={`Move ${name} down`}
            isPossible={index < count - 1}
            onMove={() => onMove(index + 1)}
          >
            <DownIcon fontSize="small" />
          </MoveButton>
          <Tooltip title="Remove">
            <IconButton size="small" aria-label={`Remove ${name}`} onClick={onRemove}>
              <DeleteIcon fontSize="small" />
            </IconButton>
          </Tooltip>
        </>
      )}
    </Stack>
  );
}

type MoveButtonProps = {
  label: string;
  isPossible: boolean;
  onMove: () => void;
  children: ReactNode;
};

/** Stays focusable at the end of the list: a disabled button would drop the keyboard's place. */
function MoveButton({ label, isPossible, onMove, children }: MoveButtonProps) {
  return (
    <IconButton
      size="small"
      aria-label={label}
      aria-disabled={!isPossible}
      onClick={() => {
        if (isPossible) onMove();
      }}
      sx={{ "&[aria-disabled='true']": { color: "text.disabled", cursor: "default" } }}
    >
      {children}
    </IconButton>
  );
}
