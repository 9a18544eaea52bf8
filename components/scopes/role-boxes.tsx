"use client";
// The roles that may obtain a scope.
import Checkbox from "@mui/material/Checkbox";
import FormControl from "@mui/material/FormControl";
import FormControlLabel from "@mui/material/FormControlLabel";
import FormGroup from "@mui/material/FormGroup";
import FormHelperText from "@mui/material/FormHelperText";
import FormLabel from "@mui/material/FormLabel";
import { type Role, roles } from "#lib/identity/role.ts";

type RoleBoxesProps = { chosen: readonly Role[]; choose: (roles: Role[]) => void };

export function RoleBoxes({ chosen, choose }: RoleBoxesProps) {
  return (
    <FormControl component="fieldset">
      <FormLabel component="legend">Who may obtain it</FormLabel>
      <FormGroup row>
        {roles.map((role) => (
          <FormControlLabel
            key={role}
            label={role}
            control={
              <Checkbox
                checked={chosen.includes(role)}
                onChange={(event) =>
                  choose(roles.filter((one) => (one === role ? event.target.checked : chosen.includes(one))))
                }
              />
            }
          />
        ))}
      </FormGroup>
      <FormHelperText>People with one of the chosen roles; with none chosen, everybody.</FormHelperText>
    </FormControl>
  );
}
