"use client";
// Saves the transcript as a file, and opens one.
import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import { useRef, useState } from "react";
import { type ExportedConnection, harOf, jsonLinesOf } from "#lib/console/export.ts";
import { redactedEntries } from "#lib/console/redaction.ts";
import { NO_TOPIC } from "./connection-labels.ts";
import type { ConsoleSession } from "./console-session.ts";
import { MAX_FILE_BYTES } from "./file-problem.ts";
import { factsOf } from "./message-facts.ts";
import { RedactField, useRedaction } from "./redact-field.tsx";

type FileButtonsProps = { apiName: string; basePath: string; session: ConsoleSession };

export function FileButtons({ apiName, basePath, session }: FileButtonsProps) {
  const input = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const redaction = useRedaction(basePath);
  const savedEntries = () => redactedEntries(session.transcript.entries(), redaction.paths);
  const open = async (file: File | undefined) => {
    if (!file) return;
    if (file.size > MAX_FILE_BYTES) return setProblem("This file is larger than 64 MB.");
    setProblem(session.openFile(file.name, await file.text()));
  };
  const connections = connectionsOf(session);
  const saveScenario = async () => {
    // The YAML package comes with it.
    const { recordedScenario } = await import("#lib/console/recorded-scenario.ts");
    const recorded = session.connections.flatMap(({ id, name: own, attempt }) =>
      attempt.url === "" ? [] : [{ id, name: own, url: attempt.url, subprotocols: attempt.offered }],
    );
    const text = recordedScenario(session.transcript.entries(), recorded, {
      title: apiName,
      basePath,
      redactedPaths: redaction.paths,
      recognise: (entry) => factsOf(entry, session.labels.get(entry.connection)?.topic ?? NO_TOPIC).naming,
    });
    save(`${name}.scenario.yaml`, text);
  };
  const name = `${apiName.replaceAll(/[^\w.-]+/g, "-")}-transcript`;
  return (
    <>
      <Button
        size="small"
        color="secondary"
        disabled={redaction.problem !== null}
        onClick={() => save(`${name}.jsonl`, jsonLinesOf(savedEntries(), connections))}
      >
        Save as JSON lines
      </Button>
      <Button
        size="small"
        color="secondary"
        disabled={redaction.problem !== null}
        onClick={() => save(`${name}.har`, harOf(savedEntries(), connections))}
      >
        Save as HAR
      </Button>
      <Button
        size="small"
        color="secondary"
        disabled={redaction.problem !== null}
        onClick={() => void saveScenario()}
      >
        Save as scenario
      </Button>
      <Button size="small" color="secondary" onClick={() => input.current?.click()}>
        Open a file…
      </Button>
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
      <RedactField {...redaction} />
      {problem ? (
        <Typography variant="body2" role="alert" sx={{ color: "error.main", width: "100%" }}>
          {problem}
        </Typography>
      ) : null}
    </>
  );
}

function save(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "application/octet-stream" }));
  const link = Object.assign(document.createElement("a"), { href: url, download: name });
  link.click();
  // The download has begun; a second later the browser has read it.
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

/** Those that were taken off the screen, too: what passed on them stays. */
function connectionsOf({ connections, transcript, labels }: ConsoleSession): ExportedConnection[] {
  const urls = new Map(connections.map(({ id, attempt }) => [id, attempt.url]));
  const passed = new Set(transcript.entries().map(({ connection }) => connection));
  return [...new Set([...urls.keys(), ...passed])].map((id) => ({
    id,
    name: labels.get(id)?.name ?? `Connection ${id}`,
    url: urls.get(id) ?? "",
  }));
}
