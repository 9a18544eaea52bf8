"use client";
// What would be read of the text in the editor, as the design or as a consumer gets it, drawn while it is being typed; with errors, of what can be read.
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import dynamic from "next/dynamic";
import { type ReactNode, startTransition, useEffect, useRef, useState } from "react";
import { keepEqual } from "#components/reading/keep-equal.ts";
import type { ConsumerSettings, DocumentOf } from "#lib/asyncapi/consumer-view.ts";
import type { Preview } from "./definition-jobs.ts";
import { useDefinitionPlaces } from "./definition-places.ts";
import type { DefinitionWork, Worked } from "./definition-work.ts";
import { DocumentSwitch } from "./documentation-switch.tsx";
import { PreviewParts } from "./preview-parts.ts";

const PreviewPage = dynamic(() => import("./preview-page.tsx").then((module) => module.PreviewPage), {
  ssr: false,
  loading: () => <p>The preview is on its way…</p>,
});

const pauseMs = 100;
/** Whoever has typed nothing for so long may go on somewhere else. */
const settledMs = 600;
const storageKey = "sluice.definition-preview";

type PreviewSwitch = { readonly isShown: boolean; readonly button: ReactNode };

/** Whether the preview is shown: as it was last in this browser. Never while the source is hidden. */
export function usePreviewSwitch(canShow: boolean): PreviewSwitch {
  const { isSourceShown, notePreview } = useDefinitionPlaces();
  const [isOn, setIsOn] = useState(false);
  useEffect(() => setIsOn(readSwitch()), []);
  const isShown = canShow && isOn;
  useEffect(() => {
    notePreview(isShown);
    return () => notePreview(false);
  }, [isShown, notePreview]);
  if (!canShow) return { isShown, button: null };
  const button = (
    <Button
      type="button"
      size="small"
      variant={isOn ? "contained" : "outlined"}
      aria-pressed={isOn}
      onClick={() => {
        setIsOn(!isOn);
        writeSwitch(!isOn);
      }}
      sx={{ mb: 1.5 }}
    >
      Preview
    </Button>
  );
  return { isShown: isShown && isSourceShown, button };
}

function readSwitch(): boolean {
  try {
    return localStorage.getItem(storageKey) === "on";
  } catch {
    return false; // storage is switched off
  }
}

function writeSwitch(isOn: boolean): void {
  try {
    localStorage.setItem(storageKey, isOn ? "on" : "off");
  } catch {
    // Storage is full or switched off: the switch holds until the page is left.
  }
}

type DefinitionPreviewProps = { work: DefinitionWork; text: string; settings: ConsumerSettings };

export function DefinitionPreview(props: DefinitionPreviewProps) {
  const [of, setOf] = useState<DocumentOf>("design");
  const { shown, problem, fetcher } = usePreview({ ...props, of });
  const scroller = useRef<HTMLElement>(null);
  return (
    <Box component="section" ref={scroller} aria-label="Preview" tabIndex={0} data-preview="" sx={look}>
      <DocumentSwitch label="Preview of" value={of} onChoose={setOf} />
      <Typography variant="body2" role="status" sx={{ mb: problem ? 1.5 : 0, color: "text.secondary" }}>
        {problem}
      </Typography>
      {shown ? <PreviewPage shown={shown} fetcher={fetcher} scroller={scroller} /> : null}
    </Box>
  );
}

const look = {
  minWidth: 0,
  maxHeight: "min(70vh, 720px)",
  overflow: "auto",
  border: "1px solid",
  borderColor: "divider",
  borderRadius: 1,
  p: 2,
  containerType: "inline-size",
  "&:focus-visible": { outline: "2px solid", outlineColor: "primary.main" },
};

type Shown = Pick<Preview, "view" | "outline">;
type PreviewState = { readonly shown: Shown | null; readonly problem: string };

const unreadable = "Nothing can be read of the text as it is now.";
const still = "This is the last that could be.";
const slow = "Reading this text takes too long. This is the last that could be read.";

function usePreview({ work, text, of, settings }: DefinitionPreviewProps & { of: DocumentOf }) {
  const [preview, setPreview] = useState<PreviewState>({ shown: null, problem: "" });
  const [parts] = useState(() => new PreviewParts(work));
  useEffect(() => {
    const { promise: paused, resolve } = Promise.withResolvers<boolean>();
    const timer = setTimeout(() => resolve(true), pauseMs);
    // Read during the pause, drawn after it. What has stood so long is shown when it comes, though more may have been typed: the
    // next comes after it.
    const show = async () => {
      const read = await parts.read({ text, of, settings }, paused);
      if (!read.ok && read.reason === "overtaken") return;
      startTransition(() => setPreview((before) => next(before, read)));
    };
    void show();
    const settling = setTimeout(() => void work.ask("settle", { text }), settledMs);
    return () => {
      clearTimeout(timer);
      clearTimeout(settling);
      resolve(false);
    };
  }, [work, parts, text, of, settings]);
  return { ...preview, fetcher: parts.fetcher };
}

function next(before: PreviewState, read: Worked<Preview | null>): PreviewState {
  if (read.ok && read.value !== null) {
    const { view, outline } = read.value;
    return { shown: keepEqual(before.shown, { view, outline }), problem: "" };
  }
  if (before.shown === null) return { shown: null, problem: unreadable };
  return { shown: before.shown, problem: read.ok ? `${unreadable} ${still}` : slow };
}
