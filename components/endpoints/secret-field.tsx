"use client";
// A secret that is written and never read: what is stored is only said to be set, and can be replaced or removed.
import KeyIcon from "@mui/icons-material/KeyOutlined";
import Button from "@mui/material/Button";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import { FormTextField } from "#components/ui/form-text-field.tsx";
import type { Secret } from "#lib/endpoints/endpoint-settings.ts";

type SecretFieldProps = {
  label: string;
  secret: Secret;
  /** What is stored, to go back to; null where nothing is. */
  stored: Secret | null;
  problem: string | undefined;
  helperText: string;
  isReadOnly: boolean;
  /** Several lines: a PEM text. */
  isText?: boolean;
  /** Told where the secret can be taken away on its own. */
  removeLabel?: string;
  onChange: (secret: Secret) => void;
};

export function SecretField(props: SecretFieldProps) {
  const { label, secret, stored, isReadOnly, isText = false, onChange } = props;
  if (secret.kind === "keep") return <SetSecret {...props} />;
  return (
    <Stack sx={{ gap: 0.5, alignItems: "flex-start" }}>
      <FormTextField
        label={label}
        type={isText ? "text" : "password"}
        value={secret.kind === "new" ? secret.value : ""}
        problem={props.problem}
        helperText={isReadOnly ? "Not set." : props.helperText}
        onChange={(event) => {
          const { value } = event.target;
          onChange(value === "" && stored === null ? { kind: "none" } : { kind: "new", value });
        }}
        {...(isText ? { multiline: true, minRows: 3, maxRows: 8 } : {})}
        slotProps={{ htmlInput: { autoComplete: "off", spellCheck: false } }}
      />
      {stored === null || isReadOnly ? null : (
        <Button size="small" color="secondary" onClick={() => onChange(stored)}>
          Keep the stored one
        </Button>
      )}
    </Stack>
  );
}

function SetSecret({ label, problem, isReadOnly, removeLabel, onChange }: SecretFieldProps) {
  const name = label.toLowerCase();
  return (
    <Stack direction="row" useFlexGap sx={{ gap: 1, alignItems: "center", flexWrap: "wrap", minHeight: 40 }}>
      <KeyIcon fontSize="small" sx={{ color: "text.secondary" }} />
      <Typography variant="body2" sx={{ flex: "1 1 160px" }}>
        {label}: <strong>set</strong>. It is not shown again.
        {problem ? (
          <Typography component="span" variant="body2" color="error">
            {" "}
            {problem}
          </Typography>
        ) : null}
      </Typography>
      {isReadOnly ? null : (
        <>
          <Button
            size="small"
            aria-label={`Replace ${name}`}
            onClick={() => onChange({ kind: "new", value: "" })}
          >
            Replace
          </Button>
          {removeLabel ? (
            <Button
              size="small"
              color="secondary"
              aria-label={removeLabel}
              onClick={() => onChange({ kind: "none" })}
            >
              Remove
            </Button>
          ) : null}
        </>
      )}
    </Stack>
  );
}
