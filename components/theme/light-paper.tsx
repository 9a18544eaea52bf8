"use client";
// Prints in the light scheme whatever is on the screen: browsers leave backgrounds out, and pale words on white paper cannot
// be read.
import { useEffect } from "react";

export function LightPaper() {
  useEffect(() => {
    const { dataset } = document.documentElement;
    let onScreen: string | undefined;
    const toPaper = () => {
      onScreen = dataset.scheme;
      dataset.scheme = "light";
    };
    const toScreen = () => {
      if (onScreen) dataset.scheme = onScreen;
    };
    window.addEventListener("beforeprint", toPaper);
    window.addEventListener("afterprint", toScreen);
    return () => {
      window.removeEventListener("beforeprint", toPaper);
      window.removeEventListener("afterprint", toScreen);
    };
  }, []);
  return null;
}
