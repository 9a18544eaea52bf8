"use client";
// One rate limit: who shares it, which way, how much, and what exceeding does.
import DeleteIcon from "@mui/icons-material/DeleteOutlined";
import Box from "@mui/material/Box";
import IconButton from "@mui/material/IconButton";
import Stack from "@mui/material/Stack";
import Tooltip from "@mui/material/Tooltip";
import Typography from "@mui/material/Typography";
import { ChoiceField } from "#components/ui/choice-field.tsx";
import { FormTextField } from "#components/ui/form-text-field.tsx";
import { type RateLimit, rateLimitActions, rateLimitDirections } from "#lib/routes/limits.ts";
import {
  actionLabels,
  directionLabels,
  type RateLimitRow,
  rateLimitWords,
  rateUnits,
  scopeLabels,
} from "./rate-limit-values.ts";

type RateLimitFieldsProps = {
  row: RateLimitRow;
  index: number;
  scopes: readonly RateLimit["scope"][];
  problem: (field: "perSecond" | "burst") => string | undefined;
  isReadOnly: boolean;
  onChange: (patch: Partial<RateLimitRow>) => void;
  onRemove: () => void;
};

export function RateLimitFields(props: RateLimitFieldsProps) {
  const { row, index, isReadOnly, onRemove } = props;
  return (
    <Stack component="li" aria-label={`Rate limit ${index + 1}`} sx={{ gap: 1 }}>
      <Stack direction="row" sx={{ gap: 1, alignItems: "flex-start" }}>
        <Box
          sx={{
            flex: 1,
            minWidth: 0,
            display: "grid",
            columnGap: 1.5,
            rowGap: 2,
            gridTemplateColumns: {
              xs: "minmax(0, 1fr)",
              sm: "repeat(6, minmax(0, 1fr))",
              lg: "7fr 7fr 4fr 4fr 5fr 6fr",
            },
            "& > *": { gridColumn: { sm: "span 2", lg: "auto" } },
          }}
        >
          <Fields {...props} />
        </Box>
        {isReadOnly ? null : (
          <Tooltip title="Remove">
            <IconButton aria-label={`Remove rate limit ${index + 1}`} onClick={onRemove}>
              <DeleteIcon fontSize="small" />
            </IconButton>
          </Tooltip>
        )}
      </Stack>
      <Typography variant="body2" sx={{ color: "text.secondary" }}>
        {rateLimitWords(row)}
      </Typography>
    </Stack>
  );
}

function Fields({ row, scopes, problem, onChange }: RateLimitFieldsProps) {
  const offered = scopes.includes(row.scope) ? scopes : [...scopes, row.scope];
  const options = <Value extends string>(values: readonly Value[], labels: Readonly<Record<Value, string>>) =>
    values.map((value) => ({ value, label: labels[value] }));
  return (
    <>
      <ChoiceField
        label="Who"
        value={row.scope}
        options={options(offered, scopeLabels)}
        onChange={(scope) => onChange({ scope })}
      />
      <ChoiceField
        label="Direction"
        value={row.direction}
        options={options(rateLimitDirections, directionLabels)}
        onChange={(direction) => onChange({ direction })}
      />
      <Amount
        label="Per second"
        value={row.perSecond}
        problem={problem("perSecond")}
        onChange={(perSecond) => onChange({ perSecond })}
      />
      <Amount
        label="Burst"
        value={row.burst}
        problem={problem("burst")}
        onChange={(burst) => onChange({ burst })}
      />
      <ChoiceField
        label="Unit"
        value={row.unit}
        options={rateUnits.map((value) => ({ value, label: value }))}
        onChange={(unit) => onChange({ unit })}
      />
      <ChoiceField
        label="What is more"
        value={row.action}
        options={options(rateLimitActions, actionLabels)}
        onChange={(action) => onChange({ action })}
      />
    </>
  );
}

type AmountProps = {
  label: string;
  value: string;
  problem: string | undefined;
  onChange: (value: string) => void;
};

function Amount({ label, value, problem, onChange }: AmountProps) {
  return (
    <FormTextField
      label={label}
      value={value}
      problem={problem}
      onChange={(event) => onChange(event.target.value)}
      slotProps={{ htmlInput: { inputMode: "numeric", maxLength: 10, autoComplete: "off" } }}
    />
  );
}
