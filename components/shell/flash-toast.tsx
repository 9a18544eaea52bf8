"use client";
// Shows what the page before has to tell.
import { useSyncExternalStore } from "react";
import { flash, onFlash, readFlash } from "#components/ui/flash.ts";
import { Toast } from "#components/ui/toast.tsx";

export function FlashToast() {
  const message = useSyncExternalStore(onFlash, readFlash, () => null);
  return <Toast message={message} onClose={() => flash(null)} />;
}
