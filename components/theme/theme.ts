"use client";
// The theme object: colour schemes, type, shape and what every component looks like. Client-only: it holds functions.
import { createTheme } from "@mui/material/styles";
import { componentStyles } from "./component-styles.ts";
import { monoStack, sansStack } from "./fonts.ts";
import { darkScheme, lightScheme } from "./palette.ts";
import { paper } from "./paper.ts";

declare module "@mui/material/styles" {
  interface CssThemeVariables {
    enabled: true;
  }
}

const heading = { fontWeight: 650, letterSpacing: "-0.012em", textWrap: "balance" as const }; // const: React's CSS type wants the literal

export const theme = createTheme({
  cssVariables: { colorSchemeSelector: "data-scheme", cssVarPrefix: "sluice" },
  colorSchemes: { light: lightScheme, dark: darkScheme },
  defaultColorScheme: "light",
  shape: { borderRadius: 8 },
  motion: { reducedMotion: "system" },
  focusVisible: true,
  typography: {
    fontFamily: sansStack,
    fontSize: 14,
    fontWeightMedium: 550,
    fontWeightBold: 650,
    h1: { ...heading, fontSize: "1.625rem", lineHeight: 1.25 },
    h2: { ...heading, fontSize: "1.1875rem", lineHeight: 1.35 },
    h3: { ...heading, fontSize: "1rem", lineHeight: 1.4 },
    h4: { ...heading, fontSize: "0.9375rem", lineHeight: 1.4 },
    h5: { ...heading, fontSize: "0.875rem", lineHeight: 1.45 },
    h6: { ...heading, fontSize: "0.8125rem", lineHeight: 1.45 },
    subtitle1: { fontSize: "0.9375rem", fontWeight: 550, lineHeight: 1.5 },
    subtitle2: { fontSize: "0.8125rem", fontWeight: 600, lineHeight: 1.5 },
    body1: { fontSize: "0.9375rem", lineHeight: 1.6 },
    body2: { fontSize: "0.875rem", lineHeight: 1.55 },
    caption: { fontSize: "0.78125rem", lineHeight: 1.5, letterSpacing: 0 },
    overline: { fontSize: "0.71875rem", fontWeight: 650, lineHeight: 1.6, letterSpacing: "0.06em" },
    button: { textTransform: "none", fontSize: "0.875rem", fontWeight: 600, letterSpacing: 0 },
  },
  components: {
    ...componentStyles,
    MuiCssBaseline: {
      styleOverrides: (current) => ({
        ":root": { "--sluice-mono": monoStack, "--sluice-bar-height": "56px" },
        html: { scrollPaddingTop: "72px" },
        body: { fontVariantNumeric: "tabular-nums", fontFeatureSettings: '"cv05", "ss03"', minWidth: 320 },
        "code, kbd, samp, pre": { fontFamily: monoStack, fontSize: "0.93em", fontVariantLigatures: "none" },
        "a:focus-visible, summary:focus-visible, [tabindex]:focus-visible": {
          outline: `2px solid ${current.vars.palette.primary.main}`,
          outlineOffset: 2,
          borderRadius: 4,
        },
        "main:focus-visible, h1:focus-visible": { outline: "none" },
        "::selection": {
          background: current.vars.palette.primary.main,
          color: current.vars.palette.primary.contrastText,
        },
        "@media print": paper,
        "@media (prefers-reduced-motion: reduce)": {
          "*, *::before, *::after": {
            animationDuration: "0.01ms !important",
            animationIterationCount: "1 !important",
            transitionDuration: "0.01ms !important",
            scrollBehavior: "auto !important",
          },
        },
      }),
    },
  },
});
