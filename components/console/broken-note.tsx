"use client";
// Says that the console's thread is gone: nothing works any more, and nothing else would say so.
import Alert from "@mui/material/Alert";
import type { RemoteConsole } from "./remote-console.ts";
import { useView } from "./use-console.ts";

export function BrokenNote({ session }: { session: RemoteConsole }) {
  if (!useView(session, "isBroken")) return null;
  return (
    <Alert severity="error">
      The console could not start, or broke down. Reload the page: what was typed is kept.
    </Alert>
  );
}
