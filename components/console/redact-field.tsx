"use client";
// Which values a saved transcript shall not have, by their paths; kept in the tab.
import { FormTextField } from "#components/ui/form-text-field.tsx";
import { type RedactedPath, readRedactedPaths } from "#lib/console/redaction.ts";
import { keptKey } from "./console-place.ts";
import { useKept } from "./kept-values.ts";

type Kept = { readonly typed: string };
const NOTHING: Kept = { typed: "" };

/** The paths of one API's console, as typed; `problem` where they cannot be read. */
export function useRedaction(place: string): {
  readonly typed: string;
  readonly paths: readonly RedactedPath[];
  readonly problem: string | null;
  readonly change: (typed: string) => void;
} {
  const [{ typed }, setKept] = useKept(keptKey("redacted", place), NOTHING, isKept);
  return { typed, ...readRedactedPaths(typed), change: (next) => setKept({ typed: next }) };
}

function isKept(stored: unknown): stored is Kept {
  return (
    typeof stored === "object" && stored !== null && "typed" in stored && typeof stored.typed === "string"
  );
}

export function RedactField({ typed, problem, change }: ReturnType<typeof useRedaction>) {
  return (
    <FormTextField
      label="Leave out of files"
      value={typed}
      placeholder="$.token, $..password"
      problem={problem ?? undefined}
      helperText="Values at these JSON paths. Bytes, and texts that are not JSON, are saved as they are."
      onChange={(event) => change(event.target.value)}
      slotProps={{
        htmlInput: { spellCheck: false, autoCapitalize: "none", autoComplete: "off", maxLength: 2000 },
      }}
    />
  );
}
