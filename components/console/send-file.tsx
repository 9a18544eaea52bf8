"use client";
// A file as one binary message. It is shown with its name and size before it goes out.
import Alert from "@mui/material/Alert";
import Button from "@mui/material/Button";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import { useRef, useState } from "react";
import { bytesWords } from "#components/ui/quantity-words.ts";
import { fileProblem } from "./file-problem.ts";

type SendFileProps = {
  /** The largest message that the gateway takes of a client; 0 for any. */
  maxBytes: number;
  canSend: boolean;
  /** False where it could not be sent. */
  send: (bytes: Uint8Array<ArrayBuffer>) => boolean;
};

export function SendFile({ maxBytes, canSend, send }: SendFileProps) {
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const problem = file && fileProblem(file, maxBytes);
  const choose = (chosen: File | undefined) => {
    if (!chosen) return;
    setFailure(null);
    setFile(chosen);
  };
  const sendFile = async (chosen: File) => {
    try {
      const isSent = send(new Uint8Array(await chosen.arrayBuffer()));
      setFailure(isSent ? null : "The connection closed before it was sent. Connect, then send it again.");
    } catch {
      setFailure("The file could not be read: it may have been changed or removed. Choose it again.");
    }
  };
  return (
    <Stack sx={{ gap: 1, ...(file ? { flexBasis: "100%" } : {}) }}>
      <Stack direction="row" useFlexGap sx={{ gap: 1, flexWrap: "wrap", alignItems: "center" }}>
        <Button size="small" color="secondary" onClick={() => input.current?.click()}>
          {file ? "Choose another file…" : "Send a file…"}
        </Button>
        {file ? (
          <>
            <Typography variant="body2" sx={{ overflowWrap: "anywhere", minWidth: 0 }}>
              <strong>{file.name}</strong>, {bytesWords(file.size)}, one binary message
            </Typography>
            <Button
              size="small"
              variant="outlined"
              disabled={!canSend || problem?.isFinal === true}
              onClick={() => void sendFile(file)}
            >
              {problem ? "Send the file all the same" : "Send the file"}
            </Button>
            <Button size="small" color="secondary" onClick={() => setFile(null)}>
              Put it away
            </Button>
          </>
        ) : null}
      </Stack>
      <input
        ref={input}
        type="file"
        hidden
        aria-label="File to send"
        onChange={(event) => {
          choose(event.target.files?.[0]);
          event.target.value = "";
        }}
      />
      {problem ? <Alert severity={problem.isFinal ? "error" : "warning"}>{problem.words}</Alert> : null}
      {file && failure ? <Alert severity="error">{failure}</Alert> : null}
    </Stack>
  );
}
