// Sluice's colours: water and iron. Petrol leads, neutrals are ink with a trace of it; every text pair reaches WCAG AA.
import type { ColorSystemOptions } from "@mui/material/styles";

export const lightScheme = {
  palette: {
    primary: { main: "#0b5c6b", light: "#2b8495", dark: "#07434e", contrastText: "#ffffff" },
    secondary: { main: "#3f5560", light: "#667c87", dark: "#2a3a42", contrastText: "#ffffff" },
    success: { main: "#1a7044", light: "#3d9366", dark: "#0f5230", contrastText: "#ffffff" },
    warning: { main: "#8a5a00", light: "#b27c1c", dark: "#624000", contrastText: "#ffffff" },
    error: { main: "#b3261e", light: "#d3544c", dark: "#861711", contrastText: "#ffffff" },
    info: { main: "#1d5c99", light: "#4884bf", dark: "#124270", contrastText: "#ffffff" },
    background: { default: "#f5f8f8", paper: "#ffffff" },
    text: { primary: "#10222a", secondary: "#475b63", disabled: "#5c6e76" },
    divider: "#dbe4e6",
    action: {
      active: "#475b63",
      hover: "rgba(11, 92, 107, 0.06)",
      selected: "rgba(11, 92, 107, 0.10)",
      focus: "rgba(11, 92, 107, 0.12)",
      disabled: "#5c6e76",
      disabledBackground: "#e6edee",
      disabledOpacity: 0.8,
    },
    Skeleton: { bg: "#e4ecee" },
  },
  opacity: { inputPlaceholder: 0.72 },
} satisfies ColorSystemOptions;

export const darkScheme = {
  palette: {
    primary: { main: "#63c5d4", light: "#92dae5", dark: "#3f9fae", contrastText: "#04242b" },
    secondary: { main: "#a9bcc5", light: "#c6d4db", dark: "#8297a1", contrastText: "#0d191e" },
    success: { main: "#67c895", light: "#93d9b3", dark: "#459e70", contrastText: "#06251a" },
    warning: { main: "#e2b154", light: "#ecc985", dark: "#b98a31", contrastText: "#271b02" },
    error: { main: "#ff958b", light: "#ffb5ae", dark: "#e0675c", contrastText: "#370804" },
    info: { main: "#85b8ec", light: "#add0f3", dark: "#5a90c8", contrastText: "#06203a" },
    background: { default: "#0b1417", paper: "#111d21" },
    text: { primary: "#e4eef0", secondary: "#a5b8be", disabled: "#8b9ea5" },
    divider: "#26373d",
    action: {
      active: "#a5b8be",
      hover: "rgba(99, 197, 212, 0.08)",
      selected: "rgba(99, 197, 212, 0.14)",
      focus: "rgba(99, 197, 212, 0.16)",
      disabled: "#8b9ea5",
      disabledBackground: "#1e2d32",
      disabledOpacity: 0.8,
    },
    // MUI takes white, of which 3:1 is enough to it.
    Alert: {
      successFilledColor: "#06251a",
      warningFilledColor: "#271b02",
      errorFilledColor: "#370804",
      infoFilledColor: "#06203a",
    },
    Skeleton: { bg: "#1d2b30" },
  },
  opacity: { inputPlaceholder: 0.72 },
} satisfies ColorSystemOptions;
