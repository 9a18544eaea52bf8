"use client";
// The foot of every form of an API: Save, Reset, and how things stand. It stays in sight on a long page.
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import dynamic from "next/dynamic";
import { type ReactNode, useState } from "react";
import { SubmitButton } from "#components/ui/submit-button.tsx";

const ConfirmDialog = dynamic(
  () => import("#components/ui/confirm-dialog.tsx").then((module) => module.ConfirmDialog),
  {
    ssr: false,
  },
);

type SaveBarProps = {
  isDirty: boolean;
  isPending: boolean;
  /** Told once the save has arrived: "Saved." */
  message: ReactNode;
  onReset: () => void;
  /** A second button beside Save. */
  children?: ReactNode;
};

export function SaveBar({ isDirty, isPending, message, onReset, children }: SaveBarProps) {
  return (
    <Box
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
        {children}
        <ResetButton isDirty={isDirty} onReset={onReset} />
        <Typography variant="body2" component="div" role="status" sx={{ ml: 0.5, color: "text.secondary" }}>
          {isDirty && !isPending ? "Unsaved changes" : null}
          {isDirty || isPending ? null : message}
        </Typography>
      </Stack>
    </Box>
  );
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
