"use client";
// How Sluice draws MUI's components: hairlines instead of shadows, dense controls, links that navigate without a reload.
import type { Components, CssVarsTheme, Theme } from "@mui/material/styles";
import { AppLink } from "#components/ui/app-link.tsx";

type Styles = Components<Omit<Theme, "components" | "palette"> & CssVarsTheme>;

const hairline = (theme: { vars: CssVarsTheme["vars"] }) => `1px solid ${theme.vars.palette.divider}`;

const floating = "0 8px 28px rgba(6, 30, 36, 0.16)";

const controls: Styles = {
  MuiButtonBase: { defaultProps: { disableRipple: true, LinkComponent: AppLink } },
  MuiButton: {
    defaultProps: { disableElevation: true },
    styleOverrides: {
      root: {
        whiteSpace: "nowrap",
        minHeight: 36,
        paddingInline: 14,
        "&[aria-disabled='true']": { cursor: "progress" },
      },
      sizeSmall: { minHeight: 30, paddingInline: 10, fontSize: "0.8125rem" },
      sizeLarge: { minHeight: 44, paddingInline: 20, fontSize: "0.9375rem" },
      outlined: ({ theme }) => ({
        borderColor: `color-mix(in srgb, ${theme.vars.palette.text.primary} 26%, transparent)`,
      }),
    },
  },
  MuiIconButton: { styleOverrides: { root: { borderRadius: 8 }, sizeSmall: { padding: 6 } } },
  MuiToggleButton: {
    styleOverrides: {
      root: ({ theme }) => ({ color: theme.vars.palette.text.secondary, textTransform: "none" }),
    },
  },
  MuiLink: {
    defaultProps: { component: AppLink, underline: "hover" },
    styleOverrides: { root: { fontWeight: 550 } },
  },
  MuiTextField: { defaultProps: { size: "small", fullWidth: true } },
  MuiFormControl: { defaultProps: { size: "small" } },
  MuiSelect: { defaultProps: { size: "small" } },
  MuiOutlinedInput: {
    styleOverrides: {
      root: ({ theme }) => ({
        backgroundColor: theme.vars.palette.background.paper,
        "& .MuiOutlinedInput-notchedOutline": {
          borderColor: `color-mix(in srgb, ${theme.vars.palette.text.primary} 42%, transparent)`,
        },
        "&.Mui-disabled .MuiOutlinedInput-notchedOutline": { borderColor: theme.vars.palette.divider },
      }),
    },
  },
  MuiFormHelperText: {
    styleOverrides: { root: { marginInline: 2, lineHeight: 1.45, overflowWrap: "anywhere" } },
  },
};

const surfaces: Styles = {
  MuiPaper: { styleOverrides: { root: { backgroundImage: "none" } } },
  MuiCard: { defaultProps: { variant: "outlined" }, styleOverrides: { root: { borderRadius: 10 } } },
  MuiAccordion: {
    defaultProps: { disableGutters: true, elevation: 0 },
    styleOverrides: { root: ({ theme }) => ({ border: hairline(theme), "&::before": { display: "none" } }) },
  },
  MuiMenu: {
    styleOverrides: {
      paper: ({ theme }) => ({ border: hairline(theme), boxShadow: floating, marginTop: 4 }),
    },
  },
  MuiDialog: {
    styleOverrides: {
      paper: ({ theme }) => ({ border: hairline(theme), boxShadow: floating, borderRadius: 12 }),
    },
  },
  MuiDialogTitle: {
    styleOverrides: {
      root: { fontSize: "1.0625rem", fontWeight: 650, paddingBottom: 8, overflowWrap: "anywhere" },
    },
  },
  MuiDialogActions: { styleOverrides: { root: { padding: "8px 20px 20px" } } },
  MuiTooltip: {
    defaultProps: { arrow: true, enterDelay: 300 },
    styleOverrides: {
      tooltip: ({ theme }) => ({
        backgroundColor: theme.vars.palette.text.primary,
        color: theme.vars.palette.background.paper,
        fontSize: "0.78125rem",
        fontWeight: 500,
        padding: "6px 10px",
      }),
      arrow: ({ theme }) => ({ color: theme.vars.palette.text.primary }),
    },
  },
};

const content: Styles = {
  MuiChip: {
    styleOverrides: {
      root: { borderRadius: 6, fontWeight: 550 },
      sizeSmall: { height: 22, fontSize: "0.75rem" },
    },
  },
  MuiAlert: {
    styleOverrides: {
      root: ({ theme }) => ({ borderRadius: 8, alignItems: "flex-start", border: hairline(theme) }),
      message: { overflowWrap: "anywhere", minWidth: 0 },
    },
  },
  MuiTableCell: {
    styleOverrides: {
      root: ({ theme }) => ({ borderBottom: hairline(theme), fontSize: "0.875rem" }),
      head: ({ theme }) => ({
        color: theme.vars.palette.text.secondary,
        fontSize: "0.78125rem",
        fontWeight: 600,
        whiteSpace: "nowrap",
      }),
    },
  },
  MuiTab: { styleOverrides: { root: { textTransform: "none", minHeight: 44, fontWeight: 600 } } },
  MuiListItemButton: { styleOverrides: { root: { borderRadius: 8 } } },
  MuiListItemIcon: { styleOverrides: { root: { minWidth: 32 } } },
  MuiSkeleton: { defaultProps: { animation: "wave" } },
  MuiSvgIcon: { defaultProps: { fontSize: "small" } },
};

export const componentStyles: Styles = { ...controls, ...surfaces, ...content };
