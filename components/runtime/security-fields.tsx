"use client";
// Who may connect: with which credentials, or everyone. Opening an API is a choice of its own, never what is left over.
import Alert from "@mui/material/Alert";
import Box from "@mui/material/Box";
import Checkbox from "@mui/material/Checkbox";
import FormControl from "@mui/material/FormControl";
import FormControlLabel from "@mui/material/FormControlLabel";
import FormGroup from "@mui/material/FormGroup";
import FormHelperText from "@mui/material/FormHelperText";
import Radio from "@mui/material/Radio";
import RadioGroup from "@mui/material/RadioGroup";
import type { DesignForm } from "#components/design-form/use-design-form.ts";
import type { RuntimeValues } from "./runtime-values.ts";

type SecurityFieldsProps = { form: DesignForm<RuntimeValues> };

export function SecurityFields({ form }: SecurityFieldsProps) {
  const { access } = form.values;
  const problem = form.problem("access");
  return (
    <FormControl error={problem !== undefined} fullWidth>
      <RadioGroup
        aria-label="Access"
        value={access}
        onChange={(event) => form.set({ access: event.target.value === "open" ? "open" : "credentials" })}
      >
        <FormControlLabel value="credentials" control={<Radio />} label="A credential is required" />
        {access === "credentials" ? <CredentialBoxes form={form} /> : null}
        {problem ? <FormHelperText sx={{ ml: 4 }}>{problem}</FormHelperText> : null}
        <FormControlLabel value="open" control={<Radio />} label="Open to everyone" />
      </RadioGroup>
      {access === "open" ? (
        <Alert severity="warning" sx={{ mt: 1 }}>
          Anyone who can reach the gateway can connect, without a credential and without limits of a plan.
        </Alert>
      ) : null}
    </FormControl>
  );
}

function CredentialBoxes({ form }: SecurityFieldsProps) {
  const { apiKey, oauth2 } = form.values;
  const isWrong = form.problem("access") !== undefined;
  return (
    <Box role="group" aria-label="Credentials that are accepted" sx={{ ml: 4, mb: 0.5 }}>
      <FormGroup>
        <FormControlLabel
          label="API key"
          control={<Checkbox checked={apiKey} slotProps={{ input: { "aria-invalid": isWrong } }} />}
          onChange={(_event, isChecked) => form.set({ apiKey: isChecked })}
        />
        <FormControlLabel
          label="OAuth2 access token"
          control={<Checkbox checked={oauth2} />}
          onChange={(_event, isChecked) => form.set({ oauth2: isChecked })}
        />
      </FormGroup>
      {oauth2 ? (
        <FormHelperText sx={{ m: 0 }}>
          Tokens that this portal gives to applications, and those of the issuers that an admin has
          registered.
        </FormHelperText>
      ) : null}
      {apiKey && oauth2 ? <FormHelperText sx={{ m: 0 }}>Either one is enough.</FormHelperText> : null}
    </Box>
  );
}
