"use client";
// Takes a file: chosen, or dragged here.
import UploadFileIcon from "@mui/icons-material/UploadFileOutlined";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import { type DragEvent, useRef, useState } from "react";
import { FormError } from "#components/ui/form-error.tsx";
import { type Refusal, refuse } from "#lib/kernel/outcome.ts";
import { readBroughtFile } from "./brought-file.ts";

type FileDropProps = {
  /** Name of the file that is there already. */
  fileName: string | null;
  onBring: (file: { readonly fileName: string; readonly text: string }) => void;
};

const several = refuse("several_files", "These are several files. Choose the one that holds the document.");

export function FileDrop({ fileName, onBring }: FileDropProps) {
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setIsOver] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const take = async (files: FileList | null) => {
    const [file, another] = files ?? [];
    if (file === undefined) return;
    if (another !== undefined) return setRefusal(several);
    const read = await readBroughtFile(file);
    setRefusal(read.ok ? null : read);
    if (read.ok) onBring({ fileName: file.name, text: read.value });
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    void take(event.dataTransfer.files);
  };
  return (
    <Box>
      <Box
        data-testid="file-drop"
        onDragOver={(event) => {
          event.preventDefault(); // or the browser opens the file
          setIsOver(true);
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={drop}
        sx={{ ...dropLook, ...(isOver ? overLook : {}) }}
      >
        <Button
          variant={fileName === null ? "contained" : "outlined"}
          startIcon={<UploadFileIcon />}
          onClick={() => input.current?.click()}
        >
          {fileName === null ? "Choose a file" : "Choose another file"}
        </Button>
        <input
          ref={input}
          type="file"
          hidden
          aria-label="File to import"
          accept=".yaml,.yml,.json"
          onChange={(event) => {
            void take(event.target.files);
            event.target.value = ""; // the same file can be chosen again once it was changed
          }}
        />
        <Typography variant="body2" sx={{ color: "text.secondary" }}>
          {fileName === null ? "or drag it here: .yaml, .yml or .json, up to 1 MiB" : fileName}
        </Typography>
      </Box>
      <FormError refusal={refusal} />
    </Box>
  );
}

const dropLook = {
  display: "flex",
  flexWrap: "wrap",
  alignItems: "center",
  gap: 1.5,
  p: 2,
  border: "1px dashed",
  borderColor: "divider",
  borderRadius: 1,
  overflowWrap: "anywhere",
};
const overLook = { borderColor: "primary.main", bgcolor: "action.hover" };
