"use client";
// A key that the reader has already, for the samples on this page alone: it is neither sent nor stored, and has no name
// that a form or a browser could keep it under.
import HideIcon from "@mui/icons-material/VisibilityOffOutlined";
import ShowIcon from "@mui/icons-material/VisibilityOutlined";
import Button from "@mui/material/Button";
import IconButton from "@mui/material/IconButton";
import Stack from "@mui/material/Stack";
import { type FormEvent, useRef, useState } from "react";
import { FormTextField } from "#components/ui/form-text-field.tsx";
import { pastedKeyProblem } from "#lib/credentials/api-keys/sample-key.ts";
import type { FilledKey } from "./filled-key.ts";

export function PastedKey({ onFill }: { onFill: (filled: FilledKey) => void }) {
  const [text, setText] = useState("");
  const [isShown, setIsShown] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // What stands around it comes along with a copied line; what stands inside is never guessed at.
    const key = text.trim();
    const found = pastedKeyProblem(key);
    setProblem(found);
    if (found === null) onFill({ key, what: "the key that you pasted" });
    else field.current?.focus();
  };
  return (
    <Stack
      component="form"
      noValidate
      autoComplete="off"
      onSubmit={submit}
      sx={{ gap: 1.5, alignItems: "flex-start", width: "100%" }}
    >
      <FormTextField
        label="Key"
        type={isShown ? "text" : "password"}
        value={text}
        inputRef={field}
        problem={problem ?? undefined}
        helperText="It stays on this page, until you leave or reload it."
        onChange={(event) => {
          setText(event.target.value);
          setProblem(null);
        }}
        slotProps={{
          htmlInput: { autoComplete: "off", autoCapitalize: "off", spellCheck: false },
          input: {
            endAdornment: (
              <IconButton
                size="small"
                edge="end"
                aria-label={isShown ? "Hide the pasted key" : "Show the pasted key"}
                onClick={() => setIsShown(!isShown)}
              >
                {isShown ? <HideIcon fontSize="inherit" /> : <ShowIcon fontSize="inherit" />}
              </IconButton>
            ),
          },
        }}
      />
      <Button type="submit" variant="outlined" size="small">
        Fill in this key
      </Button>
    </Stack>
  );
}
