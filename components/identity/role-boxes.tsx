"use client";
// Chooses some of the roles.
import Box from "@mui/material/Box";
import Checkbox from "@mui/material/Checkbox";
import FormControl from "@mui/material/FormControl";
import FormControlLabel from "@mui/material/FormControlLabel";
import FormGroup from "@mui/material/FormGroup";
import FormHelperText from "@mui/material/FormHelperText";
import FormLabel from "@mui/material/FormLabel";
import Typography from "@mui/material/Typography";
import { useId } from "react";
import { type Role, roles } from "#lib/identity/role.ts";

type RoleBoxesProps = {
  legend: string;
  chosen: readonly Role[];
  choose: (roles: Role[]) => void;
  isDisabled?: boolean;
  /** A sentence for each, under its name. */
  words?: Readonly<Record<Role, string>>;
  /** What choosing them means. */
  help?: string;
};

export function RoleBoxes({ legend, chosen, choose, isDisabled = false, words, help }: RoleBoxesProps) {
  const id = useId();
  return (
    <FormControl component="fieldset" disabled={isDisabled}>
      <FormLabel component="legend">{legend}</FormLabel>
      <FormGroup row={words === undefined} sx={words ? { gap: 1, pt: 1 } : {}}>
        {roles.map((role) => (
          <Box key={role}>
            <FormControlLabel
              label={role}
              control={
                <Checkbox
                  size="small"
                  checked={chosen.includes(role)}
                  onChange={(event) =>
                    choose(
                      roles.filter((one) => (one === role ? event.target.checked : chosen.includes(one))),
                    )
                  }
                  slotProps={{ input: words ? { "aria-describedby": `${id}${role}` } : {} }}
                />
              }
            />
            {words ? (
              <Typography id={`${id}${role}`} variant="body2" sx={{ color: "text.secondary", pl: 4 }}>
                {words[role]}
              </Typography>
            ) : null}
          </Box>
        ))}
      </FormGroup>
      {help ? <FormHelperText sx={{ mx: 0 }}>{help}</FormHelperText> : null}
    </FormControl>
  );
}
