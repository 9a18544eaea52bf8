"use client";
// Try it: a short-lived key for this API, and the command to connect with it.
import KeyIcon from "@mui/icons-material/KeyOutlined";
import FormControlLabel from "@mui/material/FormControlLabel";
import Radio from "@mui/material/Radio";
import RadioGroup from "@mui/material/RadioGroup";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import { useState } from "react";
import { FormError } from "#components/ui/form-error.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import { type Action, useAction } from "#components/ui/use-action.ts";
import { TestKeyFacts } from "./test-key-facts.tsx";
import { TryCommand, type TryTarget } from "./try-command.tsx";

type Environment = "production" | "sandbox";
export type TestKey = { readonly key: string; readonly expiresAt: string; readonly routingRevision: number };
export type CreateTestKey = Action<{ apiId: string; environment: Environment }, TestKey>;

type TryItProps = TryTarget & {
  apiId: string;
  hasSandbox: boolean;
  createTestKey: CreateTestKey;
};

export function TryIt({ apiId, hasSandbox, createTestKey, ...target }: TryItProps) {
  const [environment, setEnvironment] = useState<Environment>("production");
  const [issued, setIssued] = useState<TestKey | null>(null);
  const action = useAction(createTestKey);
  const get = async () => {
    const outcome = await action.run({ apiId, environment });
    if (outcome.ok) setIssued(outcome.value);
  };
  return (
    <Stack sx={{ gap: 2 }}>
      <Stack direction="row" useFlexGap sx={{ gap: 2, alignItems: "center", flexWrap: "wrap" }}>
        {hasSandbox ? (
          <RadioGroup
            row
            aria-label="Endpoint the key is for"
            value={environment}
            onChange={(event) => setEnvironment(event.target.value === "sandbox" ? "sandbox" : "production")}
          >
            <FormControlLabel value="production" control={<Radio size="small" />} label="Production" />
            <FormControlLabel value="sandbox" control={<Radio size="small" />} label="Sandbox" />
          </RadioGroup>
        ) : null}
        <SubmitButton
          type="button"
          variant={issued ? "outlined" : "contained"}
          startIcon={<KeyIcon />}
          isPending={action.isPending}
          pendingLabel="Getting a key…"
          onClick={() => void get()}
        >
          {issued ? "Get another test key" : "Get test key"}
        </SubmitButton>
      </Stack>
      <FormError refusal={action.refusal} />
      <div role="status">
        {issued ? <TestKeyFacts key={issued.key} testKey={issued.key} expiresAt={issued.expiresAt} /> : null}
      </div>
      {issued ? (
        <TryCommand {...target} testKey={issued.key} />
      ) : (
        <Typography variant="body2" sx={{ color: "text.secondary" }}>
          The key opens this API only and expires by itself. With it comes the command to connect from a
          terminal.
        </Typography>
      )}
    </Stack>
  );
}
