// For how long the access tokens of an OAuth2 client live, as a choice.
import MenuItem from "@mui/material/MenuItem";
import TextField from "@mui/material/TextField";
import { ageWords } from "#components/ui/quantity-words.ts";

const lifetimes = [
  { seconds: 300, label: "5 minutes" },
  { seconds: 3_600, label: "An hour" },
  { seconds: 86_400, label: "A day" },
] as const;

type TokenLifetimeFieldProps = { seconds: number; onChange: (seconds: number) => void };

export function TokenLifetimeField({ seconds, onChange }: TokenLifetimeFieldProps) {
  const isOffered = lifetimes.some((lifetime) => lifetime.seconds === seconds);
  return (
    <TextField
      select
      size="small"
      label="Tokens live for"
      value={String(seconds)}
      onChange={(event) => onChange(Number(event.target.value))}
    >
      {/* Another lifetime may be stored than those that are offered. */}
      {isOffered ? null : <MenuItem value={String(seconds)}>{ageWords(seconds * 1_000)}</MenuItem>}
      {lifetimes.map((lifetime) => (
        <MenuItem key={lifetime.seconds} value={String(lifetime.seconds)}>
          {lifetime.label}
        </MenuItem>
      ))}
    </TextField>
  );
}
