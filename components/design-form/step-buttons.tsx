"use client";
// Undo and Redo, by button and by the keys that editors have for them.
import RedoIcon from "@mui/icons-material/RedoOutlined";
import UndoIcon from "@mui/icons-material/UndoOutlined";
import Box from "@mui/material/Box";
import IconButton from "@mui/material/IconButton";
import Tooltip from "@mui/material/Tooltip";
import { type ReactNode, type RefObject, useEffect, useEffectEvent, useRef } from "react";

/** A step that can be taken, as its button calls it. */
export type Step = { readonly label: string; readonly run: () => void };

type StepButtonsProps = {
  /** Null where there is none. */
  undo: Step | null;
  redo: Step | null;
};

export function StepButtons({ undo, redo }: StepButtonsProps) {
  const ref = useRef<HTMLDivElement>(null);
  useStepKeys(ref, { undo, redo });
  return (
    <Box ref={ref} sx={{ whiteSpace: "nowrap" }}>
      <StepButton step={undo} label="Undo the last step">
        <UndoIcon fontSize="small" />
      </StepButton>
      <StepButton step={redo} label="Redo the step">
        <RedoIcon fontSize="small" />
      </StepButton>
    </Box>
  );
}

type StepButtonProps = { step: Step | null; label: string; children: ReactNode };

/** Stays in the order of the keyboard where there is nothing to do: the focus is not lost with the last step. */
function StepButton({ step, label, children }: StepButtonProps) {
  const name = step?.label ?? label;
  return (
    <Tooltip title={name}>
      <IconButton
        aria-label={name}
        aria-disabled={step === null}
        onClick={step?.run}
        sx={{ opacity: step === null ? 0.5 : 1, cursor: step === null ? "default" : "pointer" }}
      >
        {children}
      </IconButton>
    </Tooltip>
  );
}

/**
 * Ctrl+Z, and Ctrl+Shift+Z or Ctrl+Y; ⌘ in the place of Ctrl. What is typed and not in the list yet has the browser's; a text
 * editor has its own and says itself where it has no step.
 */
function useStepKeys(ref: RefObject<HTMLElement | null>, { undo, redo }: StepButtonsProps): void {
  const take = useEffectEvent((isRedo: boolean) => (isRedo ? redo : undo)?.run());
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const key = event.key.toLowerCase();
      if ((key !== "z" && key !== "y") || !(event.ctrlKey || event.metaKey) || event.altKey) return;
      if (event.defaultPrevented || isOthers(event.target, ref.current?.closest("form") ?? null)) return;
      event.preventDefault();
      take(key === "y" || event.shiftKey);
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [ref]);
}

/** True for a key in something else on the page, and for a field of the form whose text is in no row yet. */
function isOthers(target: EventTarget | null, form: HTMLFormElement | null): boolean {
  if (!(target instanceof Element) || target === document.body) return false;
  if (form === null || !form.contains(target)) return true;
  return target instanceof HTMLInputElement && target.value !== "" && target.closest("li") === null;
}
