"use client";
// The limits of a plan as rows and fields.
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import FormHelperText from "@mui/material/FormHelperText";
import MenuItem from "@mui/material/MenuItem";
import Stack from "@mui/material/Stack";
import TextField from "@mui/material/TextField";
import Typography from "@mui/material/Typography";
import type { ReactNode } from "react";
import { FormTextField } from "#components/ui/form-text-field.tsx";
import { randomKey } from "#components/ui/random-key.ts";
import { newQuota, newRate, type PlanDraft, type QuotaDraft, type RateDraft } from "./plan-draft.ts";
import { TimeZoneField } from "./time-zone-field.tsx";

export type PlanPartProps = {
  draft: PlanDraft;
  set: (patch: Partial<PlanDraft>) => void;
  /** What is wrong at a field of the plan. */
  problemOf: (field: string) => string | undefined;
};

const units = [
  ["messages", "messages"],
  ["bytes", "bytes"],
] as const;
const directions = [
  ["both", "both ways"],
  ["fromClient", "from the client"],
  ["fromBackend", "from the backend"],
] as const;
const actions = [
  ["slow", "slow down"],
  ["close", "close (4429)"],
  ["drop", "drop"],
] as const;
const windows = [
  ["minute", "a minute"],
  ["hour", "an hour"],
  ["day", "a day"],
  ["month", "a month"],
] as const;
const scopes = [
  ["subscription", "all together"],
  ["connection", "each connection"],
] as const;

export function QuotaFields({ draft, set, problemOf }: PlanPartProps) {
  const change = (key: string, patch: Partial<QuotaDraft>) =>
    set({ quotas: draft.quotas.map((quota) => (quota.key === key ? { ...quota, ...patch } : quota)) });
  return (
    <Rows
      title="Quotas"
      caption="In calendar windows, of all connections of a subscription together."
      addLabel="Add quota"
      problem={problemOf("limits.quotas")}
      onAdd={() => set({ quotas: [...draft.quotas, newQuota(randomKey())] })}
    >
      {draft.quotas.map((quota, index) => (
        <Row
          key={quota.key}
          label={`Quota ${index + 1}`}
          onRemove={() => set({ quotas: draft.quotas.filter(({ key }) => key !== quota.key) })}
        >
          <NumberField
            label="Amount"
            value={quota.amount}
            problem={problemOf(`limits.quotas.${index}.amount`)}
            onChange={(amount) => change(quota.key, { amount })}
          />
          <Choice
            label="Of"
            value={quota.unit}
            options={units}
            onChange={(unit) => change(quota.key, { unit })}
          />
          <Choice
            label="In"
            value={quota.per}
            options={windows}
            onChange={(per) => change(quota.key, { per })}
          />
          <Choice
            label="Counting"
            value={quota.directions}
            options={directions}
            onChange={(it) => change(quota.key, { directions: it })}
          />
          <Choice
            label="Then"
            value={quota.action}
            options={actions}
            onChange={(action) => change(quota.key, { action })}
          />
        </Row>
      ))}
      {draft.quotas.length === 0 ? null : (
        <TimeZoneField
          timeZone={draft.timeZone}
          problem={problemOf("limits.timeZone")}
          onChange={(timeZone) => set({ timeZone })}
        />
      )}
    </Rows>
  );
}

export function RateFields({ draft, set, problemOf }: PlanPartProps) {
  const change = (key: string, patch: Partial<RateDraft>) =>
    set({ rates: draft.rates.map((rate) => (rate.key === key ? { ...rate, ...patch } : rate)) });
  return (
    <Rows
      title="Rates"
      caption="So much a second, with a burst that may be used at once."
      addLabel="Add rate"
      problem={problemOf("limits.rates")}
      onAdd={() => set({ rates: [...draft.rates, newRate(randomKey())] })}
    >
      {draft.rates.map((rate, index) => (
        <Row
          key={rate.key}
          label={`Rate ${index + 1}`}
          onRemove={() => set({ rates: draft.rates.filter(({ key }) => key !== rate.key) })}
        >
          <NumberField
            label="A second"
            value={rate.perSecond}
            problem={problemOf(`limits.rates.${index}.perSecond`)}
            onChange={(perSecond) => change(rate.key, { perSecond })}
          />
          <NumberField
            label="Burst"
            value={rate.burst}
            problem={rate.burst === "" ? undefined : problemOf(`limits.rates.${index}.burst`)}
            onChange={(burst) => change(rate.key, { burst })}
          />
          <Choice
            label="Of"
            value={rate.unit}
            options={units}
            onChange={(unit) => change(rate.key, { unit })}
          />
          <Choice
            label="For"
            value={rate.scope}
            options={scopes}
            onChange={(scope) => change(rate.key, { scope })}
          />
          <Choice
            label="Counting"
            value={rate.directions}
            options={directions}
            onChange={(it) => change(rate.key, { directions: it })}
          />
          <Choice
            label="Then"
            value={rate.action}
            options={actions}
            onChange={(action) => change(rate.key, { action })}
          />
        </Row>
      ))}
    </Rows>
  );
}

const connectionFields = [
  ["maxConnections", "Connections at a time"],
  ["maxNewConnectionsPerSecond", "New connections a second"],
  ["maxMessageBytes", "Largest message, in bytes"],
  ["maxConnectionAge", "Longest connection, in seconds"],
] as const;

export function ConnectionFields({ draft, set, problemOf }: PlanPartProps) {
  return (
    <div>
      <Typography variant="h3" component="h3" sx={{ mb: 1.5 }}>
        Connections
      </Typography>
      <Box sx={{ display: "grid", gap: 1.5, gridTemplateColumns: { sm: "1fr 1fr" } }}>
        {connectionFields.map(([field, label]) => (
          <FormTextField
            key={field}
            label={label}
            inputMode="numeric"
            placeholder="No limit"
            value={draft[field]}
            onChange={(event) => set({ [field]: event.target.value })}
            problem={problemOf(`limits.${field === "maxConnectionAge" ? "maxConnectionAgeMs" : field}`)}
          />
        ))}
      </Box>
    </div>
  );
}

type RowsProps = {
  title: string;
  caption: string;
  addLabel: string;
  /** What is wrong with all of them together. */
  problem: string | undefined;
  onAdd: () => void;
  children: ReactNode;
};

function Rows({ title, caption, addLabel, problem, onAdd, children }: RowsProps) {
  return (
    <Stack component="section" aria-label={title} sx={{ gap: 1.5 }}>
      <div>
        <Typography variant="h3" component="h3">
          {title}
        </Typography>
        <Typography variant="body2" sx={{ color: "text.secondary" }}>
          {caption}
        </Typography>
      </div>
      {children}
      <div>
        <Button size="small" variant="outlined" onClick={onAdd}>
          {addLabel}
        </Button>
        {problem ? <FormHelperText error>{problem}</FormHelperText> : null}
      </div>
    </Stack>
  );
}

function Row({ label, onRemove, children }: { label: string; onRemove: () => void; children: ReactNode }) {
  return (
    <Stack
      role="group"
      aria-label={label}
      direction="row"
      useFlexGap
      sx={{ gap: 1, flexWrap: "wrap", alignItems: "flex-start" }}
    >
      {children}
      <Button size="small" color="error" onClick={onRemove} aria-label={`Remove ${label.toLowerCase()}`}>
        Remove
      </Button>
    </Stack>
  );
}

type NumberFieldProps = {
  label: string;
  value: string;
  problem: string | undefined;
  onChange: (text: string) => void;
};

function NumberField({ label, value, problem, onChange }: NumberFieldProps) {
  return (
    <Box sx={{ width: { xs: "100%", sm: 120 } }}>
      <FormTextField
        label={label}
        inputMode="numeric"
        value={value}
        problem={problem}
        onChange={(event) => onChange(event.target.value)}
      />
    </Box>
  );
}

type ChoiceProps<Value extends string> = {
  label: string;
  value: Value;
  options: readonly (readonly [Value, string])[];
  onChange: (value: Value) => void;
};

function Choice<Value extends string>({ label, value, options, onChange }: ChoiceProps<Value>) {
  return (
    <TextField
      select
      size="small"
      label={label}
      value={value}
      onChange={(event) => {
        const chosen = options.find(([option]) => option === event.target.value);
        if (chosen) onChange(chosen[0]);
      }}
      sx={{ width: { xs: "100%", sm: 140 } }}
    >
      {options.map(([option, words]) => (
        <MenuItem key={option} value={option}>
          {words}
        </MenuItem>
      ))}
    </TextField>
  );
}
