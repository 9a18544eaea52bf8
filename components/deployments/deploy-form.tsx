"use client";
// Deploys the current design as a new revision: a note, and where to.
import Alert from "@mui/material/Alert";
import Box from "@mui/material/Box";
import Checkbox from "@mui/material/Checkbox";
import FormControl from "@mui/material/FormControl";
import FormControlLabel from "@mui/material/FormControlLabel";
import FormGroup from "@mui/material/FormGroup";
import FormHelperText from "@mui/material/FormHelperText";
import FormLabel from "@mui/material/FormLabel";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import { useState } from "react";
import { FormError } from "#components/ui/form-error.tsx";
import { FormTextField } from "#components/ui/form-text-field.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import type { EnvironmentStatus } from "#lib/deployments/deployment.ts";
import { type DeployActions, deployMessage, useDeploy } from "./use-deploy.ts";

type DeployFormProps = DeployActions & {
  apiId: string;
  /** Version of the API on the page. */
  etag: number;
  environments: readonly Pick<EnvironmentStatus, "environmentId" | "displayName" | "deployment">[];
  hasUndeployedChanges: boolean;
  /** Channels that a deployment leaves out, by name; empty where it leaves out none. */
  unserved: string;
};

const maxNoteLength = 255;

export function DeployForm({ apiId, etag, environments, ...props }: DeployFormProps) {
  const { hasUndeployedChanges, unserved, ...actions } = props;
  const state = useDeploy(apiId, actions);
  const [note, setNote] = useState("");
  const [chosen, setChosen] = useState(() => startingChoice(environments));
  const isStillTrue = useIsStillLive(state.progress?.revisionNumber ?? null, environments);
  const deploy = async () => {
    const outcome = await state.run({ etag, note: note.trim(), environmentIds: chosen });
    if (outcome.ok) setNote("");
  };
  return (
    <Box
      component="form"
      noValidate
      aria-label="Deploy new revision"
      onSubmit={(event) => {
        event.preventDefault();
        if (chosen.length > 0 && !state.isPending) void deploy();
      }}
    >
      <Typography variant="body2" sx={{ color: "text.secondary", mb: 2 }}>
        {hasUndeployedChanges
          ? "The design has changes that no gateway serves yet."
          : "What is deployed is the design as it stands: deploying it again changes nothing."}{" "}
        Connections whose topic still exists stay open.
      </Typography>
      {unserved === "" ? null : (
        <Alert severity="info" sx={{ mb: 2 }}>
          Not served by the gateway, and left out: {unserved}. The Topics page says why.
        </Alert>
      )}
      <Stack sx={{ gap: 2, maxWidth: 560 }}>
        {environments.length > 1 ? (
          <EnvironmentBoxes environments={environments} chosen={chosen} onChange={setChosen} />
        ) : null}
        <FormTextField
          label="Note (optional)"
          value={note}
          onChange={(event) => setNote(event.target.value)}
          helperText="What is new in this revision."
          slotProps={{ htmlInput: { maxLength: maxNoteLength } }}
        />
        <Box>
          <SubmitButton isPending={state.isPending} pendingLabel="Deploying…">
            Deploy new revision
          </SubmitButton>
        </Box>
      </Stack>
      <FormError refusal={state.refusal} />
      <Box role="status">
        {state.progress && isStillTrue ? (
          <Alert severity="success" role="none" sx={{ mt: 2 }}>
            {deployMessage(state.progress)}
          </Alert>
        ) : null}
      </Box>
    </Box>
  );
}

/** False once a revision that the page showed as live is so no more: undeployed, or replaced by another. */
function useIsStillLive(revision: number | null, environments: DeployFormProps["environments"]): boolean {
  const isLive = environments.some(({ deployment }) => deployment?.revisionNumber === revision);
  const [seen, setSeen] = useState<number | null>(null);
  if (isLive && revision !== null && seen !== revision) setSeen(revision);
  return isLive || seen !== revision;
}

/** Where the API is already, or the first environment. */
function startingChoice(environments: DeployFormProps["environments"]): string[] {
  const deployed = environments.filter((environment) => environment.deployment !== null);
  return (deployed.length > 0 ? deployed : environments.slice(0, 1)).map((it) => it.environmentId);
}

type EnvironmentBoxesProps = Pick<DeployFormProps, "environments"> & {
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
};

function EnvironmentBoxes({ environments, chosen, onChange }: EnvironmentBoxesProps) {
  return (
    <FormControl component="fieldset" error={chosen.length === 0}>
      <FormLabel component="legend">Environments</FormLabel>
      <FormGroup>
        {environments.map(({ environmentId, displayName }) => (
          <FormControlLabel
            key={environmentId}
            label={displayName}
            control={<Checkbox checked={chosen.includes(environmentId)} />}
            onChange={(_event, isChecked) => {
              const others = chosen.filter((id) => id !== environmentId);
              onChange(isChecked ? [...others, environmentId] : others);
            }}
          />
        ))}
      </FormGroup>
      {chosen.length === 0 ? <FormHelperText>Choose at least one environment.</FormHelperText> : null}
    </FormControl>
  );
}
