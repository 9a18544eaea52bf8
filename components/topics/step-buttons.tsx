"use client";
// Undo and Redo of the steps on the Topics page, by button and by the keys that editors have for them.
import RedoIcon from "@mui/icons-material/RedoOutlined";
import UndoIcon from "@mui/icons-material/UndoOutlined";
import IconButton from "@mui/material/IconButton";
import Tooltip from "@mui/material/Tooltip";
import { type ReactNode, type RefObject, useEffect, useEffectEvent, useRef } from "react";
import type { TopicDraftState } from "./use-topic-draft.ts";

type StepButtonsProps = { form: Pick<TopicDraftState, "history" | "undo" | "redo"> };

export function StepButtons({ form }: StepButtonsProps) {
  const { history, undo, redo } = form;
  const ref = useRef<HTMLDivElement>(null);
  useStepKeys(ref, { undo, redo });
  return (
    <div ref={ref}>
      <StepButton label="Undo the last step" isOff={history.past.length === 0} onClick={undo}>
        <UndoIcon fontSize="small" />
      </StepButton>
      <StepButton label="Redo the step" isOff={history.future.length === 0} onClick={redo}>
        <RedoIcon fontSize="small" />
      </StepButton>
    </div>
  );
}

type StepButtonProps = { label: string; isOff: boolean; onClick: () => void; children: ReactNode };

/** Stays in the order of the keyboard where there is nothing to do: the focus is not lost with the last step. */
function StepButton({ label, isOff, onClick, children }: StepButtonProps) {
  return (
    <Tooltip title={label}>
      <IconButton
        aria-label={label}
        aria-disabled={isOff}
        onClick={onClick}
        sx={{ opacity: isOff ? 0.5 : 1, cursor: isOff ? "default" : "pointer" }}
      >
        {children}
      </IconButton>
    </Tooltip>
  );
}

type Steps = Pick<TopicDraftState, "undo" | "redo">;

/** Ctrl+Z, and Ctrl+Shift+Z or Ctrl+Y; ⌘ in the place of Ctrl. What is typed and not in the list yet has the browser's. */
function useStepKeys(ref: RefObject<HTMLElement | null>, steps: Steps): void {
  const take = useEffectEvent((isRedo: boolean) => (isRedo ? steps.redo() : steps.undo()));
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const key = event.key.toLowerCase();
      if ((key !== "z" && key !== "y") || !(event.ctrlKey || event.metaKey) || event.altKey) return;
      if (isOthers(event.target, ref.current?.closest("form") ?? null)) return;
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
