"use client";
// What differs between two texts, for reading. The editor that draws it comes after the page.
import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import { useEffect, useRef } from "react";

type TextDifferencesProps = { before: string; after: string };

export function TextDifferences({ before, after }: TextDifferencesProps) {
  const parent = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let isOver = false;
    let remove = () => {};
    void import("./differences-editor.ts").then(({ showDifferences }) => {
      if (parent.current !== null && !isOver) remove = showDifferences(parent.current, before, after);
    });
    return () => {
      isOver = true;
      remove();
    };
  }, [before, after]);
  return (
    <>
      <Typography variant="subtitle2" component="h3" sx={{ mb: 0.5 }}>
        {before === after
          ? "The text stays the same"
          : "The text: removed lines stand above those that replace them"}
      </Typography>
      <Box
        ref={parent}
        sx={{ border: "1px solid", borderColor: "divider", borderRadius: 1, overflow: "hidden" }}
      />
    </>
  );
}
