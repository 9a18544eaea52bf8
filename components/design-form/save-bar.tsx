"use client";
// The foot of every form of an API: Save, Reset, and how things stand. It stays in sight on a long page.
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import dynamic from "next/dynamic";
import { type ReactNode, type RefObject, useEffect, useRef, useState } from "react";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import type { Refusal } from "#lib/kernel/outcome.ts";

const ConfirmDialog = dynamic(
  () => import("#components/ui/confirm-dialog.tsx").then((module) => module.ConfirmDialog),
  {
    ssr: false,
  },
);

/** A further step that begins with saving: deploying. */
export type SecondStep = {
  readonly label: string;
  readonly isPending: boolean;
  readonly run: () => void;
  readonly refusal: Refusal | null;
  /** How far it came; null where it was not taken. */
  readonly message: string | null;
  /** Forgets what came of it: the form is saved without it now. */
  readonly clear: () => void;
};

type SaveBarProps = {
  isDirty: boolean;
  isPending: boolean;
  /** Told once the save has arrived: "Saved." */
  message: ReactNode;
  onReset: () => void;
  secondStep?: SecondStep | null;
  /** What else stands beside the buttons. */
  children?: ReactNode;
};

export function SaveBar({ isDirty, isPending, message, onReset, secondStep = null, children }: SaveBarProps) {
  const barRef = useRef<HTMLDivElement>(null);
  useSaveByKeyboard(barRef);
  return (
    <Box
      ref={barRef}
      data-save-bar=""
      sx={{
        position: "sticky",
        bottom: 0,
        zIndex: 2,
        mt: 3,
        py: 1.5,
        bgcolor: "background.default",
        borderTop: "1px solid",
        borderColor: "divider",
      }}
    >
      <Stack direction="row" useFlexGap sx={{ gap: 1, alignItems: "center", flexWrap: "wrap" }}>
        <SubmitButton isPending={isPending} pendingLabel="Saving…">
          Save
        </SubmitButton>
        {secondStep ? (
          <Button variant="outlined" aria-disabled={secondStep.isPending} onClick={secondStep.run}>
            {secondStep.label}
          </Button>
        ) : null}
        {children}
        <ResetButton isDirty={isDirty} onReset={onReset} />
        <Typography variant="body2" component="div" role="status" sx={{ ml: 0.5, color: "text.secondary" }}>
          {isDirty && !isPending ? "Unsaved changes" : null}
          {isDirty || isPending ? null : (secondStep?.message ?? message)}
        </Typography>
      </Stack>
    </Box>
  );
}

/** Ctrl-S, or ⌘S, sends the form that the bar stands in, as the Save button does. */
function useSaveByKeyboard(barRef: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "s" || !(event.ctrlKey || event.metaKey) || event.altKey) return;
      event.preventDefault();
      barRef.current?.closest("form")?.requestSubmit();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [barRef]);
}

function ResetButton({ isDirty, onReset }: Pick<SaveBarProps, "isDirty" | "onReset">) {
  const [phase, setPhase] = useState<"fresh" | "asking" | "closed">("fresh");
  return (
    <>
      <Button color="secondary" variant="text" disabled={!isDirty} onClick={() => setPhase("asking")}>
        Reset
      </Button>
      {phase === "fresh" ? null : (
        <ConfirmDialog
          isOpen={phase === "asking"}
          title="Discard your changes?"
          confirmLabel="Discard"
          isDestructive
          onCancel={() => setPhase("closed")}
          onConfirm={() => {
            setPhase("closed");
            onReset();
          }}
        >
          Everything goes back to what was last saved. This cannot be undone.
        </ConfirmDialog>
      )}
    </>
  );
}
