"use client";
import AddIcon from "@mui/icons-material/AddOutlined";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import FormHelperText from "@mui/material/FormHelperText";
import Stack from "@mui/material/Stack";
import { useState } from "react";
import type { TestEndpoint } from "#components/apis/create/endpoint-test.tsx";
// The backends of an endpoint in their order: add, remove, move up and down.
import { randomKey } from "#components/ui/random-key.ts";
import { visuallyHidden } from "#components/ui/visually-hidden.ts";
import { MAX_BACKENDS } from "#lib/routes/endpoint-pool.ts";
import { BackendFields } from "./backend-fields.tsx";
import type { EndpointPart } from "./endpoint-part.ts";
import { type BackendRow, emptyBackend } from "./endpoint-values.ts";

type BackendListProps = {
  part: EndpointPart;
  /** "Production" or "Sandbox". */
  title: string;
  example: string;
  isReadOnly: boolean;
  testEndpoint: TestEndpoint;
};

export function BackendList({ part, title, example, isReadOnly, testEndpoint }: BackendListProps) {
  const [said, setSaid] = useState("");
  const rows = part.values.backends;
  const setRows = (backends: BackendRow[]) => part.set({ backends });
  const move = (from: number, to: number) => {
    setRows(moved(rows, from, to));
    setSaid(`Backend ${from + 1} is now backend ${to + 1} of ${rows.length}.`);
  };
  return (
    <>
      <Stack component="ol" aria-label={`${title} backends`} sx={{ listStyle: "none", m: 0, p: 0, gap: 2 }}>
        {rows.map((row, index) => (
          <BackendFields
            key={row.id}
            row={row}
            index={index}
            count={rows.length}
            label={rows.length === 1 ? `${title} URL` : `URL of backend ${index + 1}`}
            example={example}
            isReadOnly={isReadOnly}
            problem={(field) =>
              row[field] === "" && !part.hasTried ? undefined : part.problem("backends", `${index}.${field}`)
            }
            testEndpoint={testEndpoint}
            onChange={(patch) => setRows(rows.map((it) => (it.id === row.id ? { ...it, ...patch } : it)))}
            onMove={(to) => move(index, to)}
            onRemove={() => setRows(rows.filter((it) => it.id !== row.id))}
          />
        ))}
      </Stack>
      <Box role="status" sx={visuallyHidden}>
        {said}
      </Box>
      <ListProblem part={part} />
      {isReadOnly || rows.length >= MAX_BACKENDS ? null : (
        <Button
          size="small"
          data-focus-home=""
          startIcon={<AddIcon />}
          sx={{ mt: 1.5 }}
          onClick={() => setRows([...rows, emptyBackend(randomKey())])}
        >
          Add backend
        </Button>
      )}
    </>
  );
}

/** What is wrong with the list as a whole. */
function ListProblem({ part }: { part: EndpointPart }) {
  const problem = part.problem("backends");
  const isOfRow = part.values.backends.some((_row, index) => part.problem("backends", String(index)));
  return problem && !isOfRow ? <FormHelperText error>{problem}</FormHelperText> : null;
}

function moved(rows: readonly BackendRow[], from: number, to: number): BackendRow[] {
  const row = rows[from];
  return row ? rows.toSpliced(from, 1).toSpliced(to, 0, row) : [...rows];
}
