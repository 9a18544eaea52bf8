"use client";
import AddIcon from "@mui/icons-material/AddOutlined";
import DeleteIcon from "@mui/icons-material/DeleteOutlined";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import FormHelperText from "@mui/material/FormHelperText";
import IconButton from "@mui/material/IconButton";
import Stack from "@mui/material/Stack";
import Tooltip from "@mui/material/Tooltip";
import Typography from "@mui/material/Typography";
import { FormTextField } from "#components/ui/form-text-field.tsx";
// Backend credentials: header fields that the gateway adds to its handshake with a backend.
import { randomKey } from "#components/ui/random-key.ts";
import { MAX_BACKEND_HEADERS } from "#lib/routes/endpoint-pool.ts";
import type { EndpointPart } from "./endpoint-part.ts";
import type { HeaderRow } from "./endpoint-values.ts";
import { SecretField } from "./secret-field.tsx";

type HeaderListProps = {
  part: EndpointPart;
  /** The rows as they are stored. */
  stored: readonly HeaderRow[];
  title: string;
  isReadOnly: boolean;
};

export function HeaderList({ part, stored, title, isReadOnly }: HeaderListProps) {
  const rows = part.values.headers;
  const setRows = (headers: HeaderRow[]) => part.set({ headers });
  const add = () => setRows([...rows, { id: randomKey(), name: "", secret: { kind: "new", value: "" } }]);
  const problem = part.problem("headers");
  const isOfRow = rows.some((_row, index) => part.problem("headers", String(index)));
  return (
    <>
      <Typography variant="body2" sx={{ color: "text.secondary", mb: rows.length > 0 ? 2 : 1 }}>
        Added to every handshake with these backends: Authorization, an API key. A client's own header of the
        same name is replaced. Values are stored and never shown again.
      </Typography>
      <Stack component="ul" aria-label={`${title} headers`} sx={{ listStyle: "none", m: 0, p: 0, gap: 2 }}>
        {rows.map((row, index) => (
          <HeaderFields
            key={row.id}
            row={row}
            index={index}
            stored={stored.find(({ id }) => id === row.id)?.secret ?? null}
            isReadOnly={isReadOnly}
            problem={(field) =>
              isEmpty(row, field) && !part.hasTried ? undefined : part.problem("headers", `${index}.${field}`)
            }
            onChange={(patch) => setRows(rows.map((it) => (it.id === row.id ? { ...it, ...patch } : it)))}
            onRemove={() => setRows(rows.filter((it) => it.id !== row.id))}
          />
        ))}
      </Stack>
      {problem && !isOfRow ? <FormHelperText error>{problem}</FormHelperText> : null}
      {isReadOnly || rows.length >= MAX_BACKEND_HEADERS ? null : (
        <Button size="small" data-focus-home="" startIcon={<AddIcon />} sx={{ mt: 1 }} onClick={add}>
          Add header
        </Button>
      )}
    </>
  );
}

function isEmpty({ name, secret }: HeaderRow, field: "name" | "secret"): boolean {
  return field === "name" ? name === "" : secret.kind === "new" && secret.value === "";
}

type HeaderFieldsProps = {
  row: HeaderRow;
  index: number;
  stored: HeaderRow["secret"] | null;
  isReadOnly: boolean;
  problem: (field: "name" | "secret") => string | undefined;
  onChange: (patch: Partial<HeaderRow>) => void;
  onRemove: () => void;
};

function HeaderFields({ row, index, stored, isReadOnly, problem, onChange, onRemove }: HeaderFieldsProps) {
  return (
    <Stack
      component="li"
      direction="row"
      aria-label={`Header ${index + 1}`}
      sx={{ gap: 1, alignItems: "flex-start" }}
    >
      <Box
        sx={{
          flex: 1,
          minWidth: 0,
          display: "grid",
          gap: 2,
          gridTemplateColumns: { xs: "minmax(0, 1fr)", md: "minmax(0, 2fr) minmax(0, 3fr)" },
        }}
      >
        <FormTextField
          label="Header"
          placeholder="Authorization"
          value={row.name}
          problem={problem("name")}
          onChange={(event) => onChange({ name: event.target.value })}
          slotProps={{ htmlInput: { autoComplete: "off", spellCheck: false, autoCapitalize: "none" } }}
        />
        <SecretField
          label="Value"
          secret={row.secret}
          stored={stored}
          problem={problem("secret")}
          helperText="Bearer …, or the bare key."
          isReadOnly={isReadOnly}
          onChange={(secret) => onChange({ secret })}
        />
      </Box>
      {isReadOnly ? null : (
        <Tooltip title="Remove">
          <IconButton aria-label={`Remove header ${row.name || index + 1}`} onClick={onRemove}>
            <DeleteIcon fontSize="small" />
          </IconButton>
        </Tooltip>
      )}
    </Stack>
  );
}
