"use client";
// Gives a person what they typed as a file, where it can no longer be saved.
import Button from "@mui/material/Button";

export type Typed = { readonly fileName: string; readonly text: string };

export function TypedRescue({ typed }: { typed: Typed }) {
  return (
    <Button size="small" color="inherit" variant="outlined" sx={{ mt: 1 }} onClick={() => download(typed)}>
      Download what you typed
    </Button>
  );
}

function download({ fileName, text }: Typed): void {
  const address = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(address);
}
