"use client";
// The scopes of a key that is being made: those that its owner may obtain as boxes, the others named with why not.
import Box from "@mui/material/Box";
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
        {problem ??
          "Choose those that the documentation of your APIs says a topic needs. The choice cannot be changed later."}
      </FormHelperText>
      <FormGroup sx={{ gap: 1, mt: 1 }}>
        {open.map((scope) => (
          <FormControlLabel
            key={scope.name}
            label={<ScopeLabel scope={scope} />}
            control={<Checkbox size="small" checked={chosen.includes(scope.name)} />}
            sx={{ alignItems: "flex-start" }}
            onChange={(_event, isChecked) =>
              choose(names.filter((name) => (name === scope.name ? isChecked : chosen.includes(name))))
            }
            slotProps={{ typography: { sx: { pt: 0.5 } } }}
          />
        ))}
      </FormGroup>
      {closed.map((scope) => (
        <Box key={scope.name} sx={{ mt: 1.5, color: "text.secondary" }}>
          <ScopeLabel scope={scope} />
          <Typography variant="body2">
            Only applications whose owner has the role {scope.roles.join(" or ")} can have it.
          </Typography>
        </Box>
      ))}
    </FormControl>
  );
}

/** Within a label only text may stand. */
const line = { display: "block", overflowWrap: "anywhere" } as const;

/** The name, and what it is for as far as that is said. */
function ScopeLabel({ scope: { name, displayName, description } }: { scope: OfferedScope }) {
  const what = [displayName, description].filter((text) => text !== "").join(": ");
  return (
    <>
      <Typography variant="body2" component="span" sx={{ ...line, fontWeight: 600 }}>
        {name}
      </Typography>
      {what === "" ? null : (
        <Typography variant="body2" component="span" sx={{ ...line, color: "text.secondary" }}>
          {what}
        </Typography>
      )}
    </>
  );
}
