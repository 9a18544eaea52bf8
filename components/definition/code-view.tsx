"use client";
// A definition's text with syntax colours. The editor comes after the page: until then the plain text stands there.
import Box from "@mui/material/Box";
import dynamic from "next/dynamic";
import { createContext, useContext } from "react";
import type { CodeEditorProps } from "./code-editor.tsx";

/** More than is seen of it before the editor stands in its place. */
const PLAIN_CHARACTERS = 8000;

/** The text for the placeholder: a dynamic component's placeholder gets no props. */
const PlainText = createContext("");

const LazyEditor = dynamic(() => import("./code-editor.tsx").then((module) => module.CodeEditor), {
  ssr: false,
  loading: () => <PlainCode />,
});

export function CodeView(props: CodeEditorProps) {
  return (
    <Box
      sx={{
        border: "1px solid",
        borderColor: "divider",
        borderRadius: 1,
        overflow: "hidden",
        "&:focus-within": { outline: "2px solid", outlineColor: "primary.main", outlineOffset: "-1px" },
        bgcolor: "background.paper",
      }}
    >
      <PlainText value={props.text}>
        <LazyEditor {...props} />
      </PlainText>
    </Box>
  );
}

function PlainCode() {
  const text = useContext(PlainText);
  return (
    <Box
      component="pre"
      tabIndex={0}
      aria-label="Definition"
      role="region"
      sx={{
        m: 0,
        minHeight: 240,
        maxHeight: "min(70vh, 720px)",
        overflow: "auto",
        py: 1.5,
        pl: 7,
        pr: 2,
        fontSize: "0.8125rem",
        lineHeight: 1.6,
        whiteSpace: "pre-wrap",
        overflowWrap: "anywhere",
      }}
    >
      {text.slice(0, PLAIN_CHARACTERS)}
    </Box>
  );
}
