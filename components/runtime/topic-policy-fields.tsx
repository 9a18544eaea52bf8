"use client";
// One topic: whether its messages are read, and its own limits. What is left empty is the API's.
import Box from "@mui/material/Box";
import FormControlLabel from "@mui/material/FormControlLabel";
import Radio from "@mui/material/Radio";
import RadioGroup from "@mui/material/RadioGroup";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import { type Quantity, sizeUnits, timeUnits } from "./quantity.ts";
import { QuantityField } from "./quantity-field.tsx";
import { RateLimitList } from "./rate-limit-list.tsx";
import type { RuntimeValues } from "./runtime-values.ts";
import type { TopicPolicyRow } from "./topic-policy-values.ts";

type TopicPolicyFieldsProps = {
  row: TopicPolicyRow;
  /** The API's own, which count where the topic says nothing. */
  runtime: RuntimeValues;
  isReadOnly: boolean;
  problem: (path: string) => string | undefined;
  onChange: (patch: Partial<TopicPolicyRow>) => void;
};

export function TopicPolicyFields(props: TopicPolicyFieldsProps) {
  const { row, isReadOnly, problem, onChange } = props;
  return (
    <Stack sx={{ gap: 2.5 }}>
      <ModeChoice row={row} onChange={onChange} />
      <OwnLimits {...props} />
      <Box>
        <Typography variant="body2" component="h3" sx={{ fontWeight: 600, mb: 0.5 }}>
          Rate limits of this topic
        </Typography>
        <Typography variant="body2" sx={{ color: "text.secondary", mb: 1.5 }}>
          In addition to the API's.
        </Typography>
        <RateLimitList
          label={`Rate limits of ${row.address}`}
          rows={row.rateLimits}
          scopes={["connection", "topic"]}
          problem={(path) => problem(`rateLimits.${path}`)}
          isReadOnly={isReadOnly}
          onChange={(rateLimits) => onChange({ rateLimits })}
        />
      </Box>
    </Stack>
  );
}

const modes = [
  {
    mode: "passthrough",
    label: "Passthrough",
    words: "Bytes pass untouched; the gateway reads the frames' heads only. The fastest, and right for most.",
  },
  {
    mode: "inspected",
    label: "Inspected",
    words:
      "The gateway reads every message: it unpacks and reassembles it and checks that text is UTF-8, so nothing malformed reaches the backend. It costs more of the gateway's processor for each message.",
  },
] as const;

function ModeChoice({ row, onChange }: Pick<TopicPolicyFieldsProps, "row" | "onChange">) {
  return (
    <RadioGroup
      aria-label={`Mode of ${row.address}`}
      value={row.mode}
      onChange={(event) =>
        onChange({ mode: event.target.value === "inspected" ? "inspected" : "passthrough" })
      }
    >
      {modes.map(({ mode, label, words }) => (
        <Box key={mode} sx={{ mb: 0.5 }}>
          <FormControlLabel value={mode} control={<Radio />} label={label} />
          <Typography variant="body2" sx={{ color: "text.secondary", ml: 4 }}>
            {words}
          </Typography>
        </Box>
      ))}
    </RadioGroup>
  );
}

const limits = [
  {
    field: "maxMessage",
    label: "Largest from clients",
    units: sizeUnits,
  },
  {
    field: "maxBackendMessage",
    label: "Largest from the backend",
    units: sizeUnits,
  },
  {
    field: "idleTimeout",
    label: "Idle timeout",
    units: timeUnits,
  },
] as const;

function OwnLimits({ row, runtime, problem, onChange }: TopicPolicyFieldsProps) {
  return (
    <Box sx={{ display: "grid", gap: 2.5, gridTemplateColumns: { xs: "minmax(0, 1fr)", lg: "1fr 1fr" } }}>
      {limits.map(({ field, label, units }) => (
        <QuantityField
          key={field}
          label={label}
          units={units}
          quantity={row[field]}
          problem={problem(field)}
          placeholder="As the API"
          helperText={`Empty: the API's, ${textOf(runtime[field])}. 0 switches it off.`}
          onChange={(quantity) => onChange({ [field]: quantity })}
        />
      ))}
    </Box>
  );
}

function textOf({ amount, unit }: Quantity): string {
  return Number(amount) === 0 ? "off" : `${amount} ${unit}`;
}
