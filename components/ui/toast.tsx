"use client";
// A short message at the foot of the window for what a button of the header has done. What draws it is loaded with the
// first message.
import dynamic from "next/dynamic";
import { useState } from "react";
import type { ToastMessageProps } from "./toast-message.tsx";

const ToastMessage = dynamic(() => import("./toast-message.tsx").then((module) => module.ToastMessage), {
  ssr: false,
});

export function Toast(props: ToastMessageProps) {
  const [wasNeeded, setWasNeeded] = useState(false);
  if (props.message !== null && !wasNeeded) setWasNeeded(true);
  return wasNeeded ? <ToastMessage {...props} /> : null;
}
