"use client";
// Says that the console's thread broke down or was ended: nothing works any more, and nothing else would say so.
import Alert from "@mui/material/Alert";
import type { RemoteConsole } from "./remote-console.ts";
import { useView } from "./use-console.ts";

export function BrokenNote({ session }: { session: RemoteConsole }) {
  const isBroken = useView(session, "isBroken");
  const isEnded = useView(session, "isEnded");
  if (isEnded)
    return (
      <Alert severity="info">
        Whoever opened this console has signed out, or somebody else has signed in: its connections are
        closed, and what was typed and what passed is no longer shown. Reload the page to go on.
      </Alert>
    );
  if (!isBroken) return null;
  return (
    <Alert severity="error">
      The console could not start, or broke down. Reload the page: what was typed is kept.
    </Alert>
  );
}
