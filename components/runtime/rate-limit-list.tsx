"use client";
import AddIcon from "@mui/icons-material/AddOutlined";
import Button from "@mui/material/Button";
import Stack from "@mui/material/Stack";
// Rate limits as a small table: one row each, with a sentence that says what the row does.
import { randomKey } from "#components/ui/random-key.ts";
import { MAX_RATE_LIMITS, type RateLimit } from "#lib/routes/limits.ts";
import { RateLimitFields } from "./rate-limit-fields.tsx";
import { newRateLimit, type RateLimitRow } from "./rate-limit-values.ts";

type RateLimitListProps = {
  /** Accessible name: "Rate limits of the API". */
  label: string;
  rows: readonly RateLimitRow[];
  /** Who can share an allowance here; the first is what a new row has. */
  scopes: readonly [RateLimit["scope"], ...RateLimit["scope"][]];
  problem: (path: string) => string | undefined;
  isReadOnly: boolean;
  onChange: (rows: RateLimitRow[]) => void;
};

export function RateLimitList(props: RateLimitListProps) {
  const { label, rows, scopes, problem, isReadOnly, onChange } = props;
  return (
    <>
      <Stack component="ul" aria-label={label} sx={{ listStyle: "none", m: 0, p: 0, gap: 2.5 }}>
        {rows.map((row, index) => (
          <RateLimitFields
            key={row.id}
            row={row}
            index={index}
            scopes={scopes}
            problem={(field) => problem(`${index}.${field}`)}
            isReadOnly={isReadOnly}
            onChange={(patch) => onChange(rows.map((it) => (it.id === row.id ? { ...it, ...patch } : it)))}
            onRemove={() => onChange(rows.filter((it) => it.id !== row.id))}
          />
        ))}
      </Stack>
      {isReadOnly || rows.length >= MAX_RATE_LIMITS ? null : (
        <Button
          size="small"
          startIcon={<AddIcon />}
          sx={{ mt: rows.length > 0 ? 1.5 : 0 }}
          onClick={() => onChange([...rows, newRateLimit(randomKey(), scopes[0])])}
        >
          Add rate limit
        </Button>
      )}
    </>
  );
}
