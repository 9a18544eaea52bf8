"use client";
// Wraps the whole document once: Emotion's cache for streaming, the theme, and the baseline styles.
import CssBaseline from "@mui/material/CssBaseline";
import { ThemeProvider } from "@mui/material/styles";
import { AppRouterCacheProvider } from "@mui/material-nextjs/v16-appRouter";
import type { ReactNode } from "react";
import { LightPaper } from "./light-paper.tsx";
import { theme } from "./theme.ts";

export function SluiceTheme({ children }: { children: ReactNode }) {
  return (
    <AppRouterCacheProvider options={{ key: "s" }}>
      <ThemeProvider theme={theme} defaultMode="system" disableTransitionOnChange>
        <CssBaseline enableColorScheme />
        <LightPaper />
        {children}
      </ThemeProvider>
    </AppRouterCacheProvider>
  );
}
