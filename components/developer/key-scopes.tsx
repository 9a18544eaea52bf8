"use client";
// The scopes of a key that is being made: those that its owner may obtain as boxes, the others named with why not.
import Checkbox from "@mui/material/Checkbox";
import FormControl from "@mui/material/FormControl";
import FormControlLabel from "@mui/material/FormControlLabel";
import FormGroup from "@mui/material/FormGroup";
import FormHelperText from "@mui/material/FormHelperText";
import FormLabel from "@mui/material/FormLabel";
import Typography from "@mui/material/Typography";
import type { OfferedScope } from "#lib/scopes/scope.ts";

type KeyScopesProps = {
  offered: readonly OfferedScope[];
  chosen: readonly string[];
  problem: string | undefined;
  choose: (names: string[]) => void;
};

export function KeyScopes({ offered, chosen, problem, choose }: KeyScopesProps) {
  if (offered.length === 0) return null;
  const open = offered.filter((scope) => scope.isObtainable);
  const closed = offered.filter((scope) => !scope.isObtainable);
  const names = open.map(({ name }) => name);
  return (
    <FormControl component="fieldset" error={problem !== undefined}>
      <FormLabel component="legend">Scopes</FormLabel>
      <FormHelperText sx={{ mx: 0 }}>
        {problem ?? "What the documentation says a topic needs. A key keeps those that it is made with."}
      </FormHelperText>
      <FormGroup>
        {open.map((scope) => (
          <FormControlLabel
            key={scope.name}
            label={labelOf(scope)}
            control={<Checkbox size="small" checked={chosen.includes(scope.name)} />}
            onChange={(_event, isChecked) =>
              choose(names.filter((name) => (name === scope.name ? isChecked : chosen.includes(name))))
            }
            slotProps={{ typography: { variant: "body2", sx: { overflowWrap: "anywhere" } } }}
          />
        ))}
      </FormGroup>
      {closed.map((scope) => (
        <Typography
          key={scope.name}
          variant="body2"
          sx={{ mt: 0.5, color: "text.secondary", overflowWrap: "anywhere" }}
        >
          Not for you: {labelOf(scope)}. Only people with the role {scope.roles.join(" or ")} obtain it.
        </Typography>
      ))}
    </FormControl>
  );
}

/** The name, and what it is for as far as that is said. */
function labelOf({ name, displayName, description }: OfferedScope): string {
  const what = [displayName, description].filter((text) => text !== "").join(", ");
  return what === "" ? name : `${name}: ${what.replace(/\.$/, "")}`;
}
