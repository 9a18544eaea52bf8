"use client";
// What a consumer would read of the text in the editor, drawn while it is being typed; with errors, of what can be read.
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import dynamic from "next/dynamic";
import { memo, type ReactNode, startTransition, useEffect, useState } from "react";
import type { ConsumerSettings } from "#lib/asyncapi/consumer-view.ts";
import type { ReadingView } from "#lib/asyncapi/reading/view.ts";
import { useDefinitionPlaces } from "./definition-places.ts";
import type { DefinitionWork } from "./definition-work.ts";

const LazyPage = dynamic(
  () => import("#components/reading/reading-page.tsx").then((module) => module.ReadingPage),
  {
    ssr: false,
    loading: () => <p>The preview is on its way…</p>,
  },
);
/** Drawn again only for another view: the editor around it is drawn with each key. */
const PreviewPage = memo(LazyPage);

const pauseMs = 100;
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
  const { view, problem } = usePreview(props);
  return (
    <Box component="section" aria-label="Preview" tabIndex={0} data-preview="" sx={look}>
      <Typography variant="body2" role="status" sx={{ mb: problem ? 1.5 : 0, color: "text.secondary" }}>
        {problem}
      </Typography>
      {view ? <PreviewPage view={view} /> : null}
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

type Preview = { readonly view: ReadingView | null; readonly problem: string };

const unreadable = "Nothing can be read of the text as it is now. This is the last that could be.";
const slow = "Reading this text takes too long. This is the last that could be read.";

function usePreview({ work, text, settings }: DefinitionPreviewProps): Preview {
  const [preview, setPreview] = useState<Preview>({ view: null, problem: "" });
  useEffect(() => {
    let isOver = false;
    const timer = setTimeout(async () => {
      const read = await work.ask("preview", { text, settings });
      if (isOver || (!read.ok && read.reason === "overtaken")) return;
      startTransition(() => setPreview((before) => next(before, read.ok ? read.value : null, read.ok)));
    }, pauseMs);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [work, text, settings]);
  return preview;
}

function next(before: Preview, view: ReadingView | null, wasRead: boolean): Preview {
  if (view !== null) return { view, problem: "" };
  if (before.view === null) return { view: null, problem: "Nothing can be read of the text as it is now." };
  return { view: before.view, problem: wasRead ? unreadable : slow };
}
