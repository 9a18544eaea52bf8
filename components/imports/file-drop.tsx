"use client";
// Takes files: chosen, or dragged here.
import UploadFileIcon from "@mui/icons-material/UploadFileOutlined";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import { type DragEvent, useRef, useState } from "react";
import { FormError } from "#components/ui/form-error.tsx";
import { MAX_DEFINITION_SIZE } from "#lib/asyncapi/definition-size.ts";
import { refuse } from "#lib/kernel/outcome.ts";
import { BundleNote } from "./bundle-note.tsx";
import type { BundleMade } from "./import-draft.ts";
import { MainChoice } from "./main-choice.tsx";
import { type BroughtDocument, useBroughtFiles } from "./use-brought-files.ts";

type FileDropProps = {
  /** Name of the file that is there already. */
  fileName: string | null;
  /** What its document was made of; null where it came whole. */
  bundle: BundleMade | null;
  onBring: (brought: BroughtDocument) => void;
};

const folder = refuse("folder", "This is a folder. Pack it as a zip, or choose its files.");

export function FileDrop({ fileName, bundle, onBring }: FileDropProps) {
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setIsOver] = useState(false);
  const brought = useBroughtFiles(onBring);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    const { items, files } = event.dataTransfer;
    const hasFolder = [...items].some((item) => item.webkitGetAsEntry()?.isDirectory);
    if (hasFolder) brought.refuse(folder);
    else void brought.take([...files]);
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
          loading={brought.isPending}
          loadingPosition="start"
          onClick={() => input.current?.click()}
        >
          {fileName === null ? "Choose a file" : "Choose another file"}
        </Button>
        <input
          ref={input}
          type="file"
          hidden
          multiple
          aria-label="File to import"
          accept=".yaml,.yml,.json,.avsc,.zip"
          onChange={(event) => {
            void brought.take([...(event.target.files ?? [])]);
            event.target.value = ""; // the same file can be chosen again once it was changed
          }}
        />
        <Typography variant="body2" sx={{ color: "text.secondary" }}>
          {fileName ?? `or drag it here: .yaml, .yml or .json, up to ${MAX_DEFINITION_SIZE}`}
        </Typography>
        {fileName === null ? (
          <Typography variant="body2" sx={{ color: "text.secondary", flexBasis: "100%" }}>
            A document in several files: choose all of them, or a zip.
          </Typography>
        ) : null}
      </Box>
      <FormError refusal={brought.refusal} />
      {brought.mains === null ? null : (
        <MainChoice
          mains={brought.mains}
          isDisabled={brought.isPending}
          onChoose={(main) => void brought.choose(main)}
        />
      )}
      {fileName === null || bundle === null || brought.mains !== null ? null : (
        <BundleNote fileName={fileName} made={bundle} />
      )}
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
