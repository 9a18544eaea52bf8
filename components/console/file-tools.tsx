"use client";
// Saves the transcript as a file, and opens one.
import Button from "@mui/material/Button";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import { useRef, useState } from "react";
import { MAX_FILE_BYTES } from "./file-problem.ts";
import { RedactField, useRedaction } from "./redact-field.tsx";
import type { RemoteConsole } from "./remote-console.ts";
import type { FileKind } from "./transcript-file.ts";

type FileToolsProps = { apiName: string; basePath: string; session: RemoteConsole };

const FILES: readonly (readonly [FileKind, string])[] = [
  ["jsonl", "Save as JSON lines"],
  ["har", "Save as HAR"],
  ["scenario.yaml", "Save as scenario"],
];

export function FileTools({ apiName, basePath, session }: FileToolsProps) {
  const input = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const redaction = useRedaction(session.place);
  const open = async (file: File | undefined) => {
    if (!file) return;
    if (file.size > MAX_FILE_BYTES) return setProblem("This file is larger than 64 MB.");
    setProblem(await session.openFile({ name: file.name, text: await file.text(), basePath }));
  };
  const saveAs = async (kind: FileKind) =>
    save(`${name}.${kind}`, await session.fileOf({ kind, apiName, basePath, paths: redaction.paths }));
  const name = `${apiName.replaceAll(/[^\w.-]+/g, "-")}-transcript`;
  return (
    <Stack sx={{ gap: 1, pt: 1 }}>
      <RedactField {...redaction} />
      <Stack direction="row" useFlexGap sx={{ gap: 1, flexWrap: "wrap" }}>
        {FILES.map(([kind, words]) => (
          <Button
            key={kind}
            size="small"
            color="secondary"
            disabled={redaction.problem !== null}
            onClick={() => void saveAs(kind)}
          >
            {words}
          </Button>
        ))}
        <Button size="small" color="secondary" onClick={() => input.current?.click()}>
          Open a file…
        </Button>
      </Stack>
      <input
        ref={input}
        type="file"
        hidden
        accept=".jsonl,.ndjson,.har"
        aria-label="Transcript to open"
        onChange={(event) => {
          void open(event.target.files?.[0]);
          event.target.value = "";
        }}
      />
      {problem ? (
        <Typography variant="body2" role="alert" sx={{ color: "error.main" }}>
          {problem}
        </Typography>
      ) : null}
    </Stack>
  );
}

function save(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "application/octet-stream" }));
  const link = Object.assign(document.createElement("a"), { href: url, download: name });
  link.click();
  // The download has begun; a second later the browser has read it.
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
