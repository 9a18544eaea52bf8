"use client";
// Lets the browser ask before a tab with unsaved changes is closed. Pages inside the portal keep drafts, so a click on a
// link needs no question.
import { useEffect } from "react";

export function useLeaveWarning(isDirty: boolean): void {
  useEffect(() => {
    if (!isDirty) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [isDirty]);
}
