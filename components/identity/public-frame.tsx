// The frame of the pages before the sign-in: the picture, the name, the page's heading. Draws on the server.
import Box from "@mui/material/Box";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import type { ReactNode } from "react";
import { LogoMark } from "#components/shell/logo.tsx";
import { ThemeMenu } from "#components/shell/theme-menu.tsx";
import { WaterPanel } from "./water-panel.tsx";

export function PublicFrame({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Box
      component="main"
      sx={{
        minHeight: "100dvh",
        display: "grid",
        gridTemplateColumns: { md: "minmax(0, 5fr) minmax(0, 6fr)" },
      }}
    >
      <WaterPanel />
      <Stack sx={{ px: { xs: 2.5, sm: 5 }, py: 2.5, minWidth: 0, bgcolor: "background.default" }}>
        <Stack direction="row" sx={{ justifyContent: "flex-end" }}>
          <ThemeMenu />
        </Stack>
        <Box sx={{ width: "100%", maxWidth: 460, m: "auto", py: 2 }}>
          <Stack direction="row" sx={{ alignItems: "center", gap: 1.5, mb: 3 }}>
            <LogoMark size={40} />
            <Box component="span" sx={{ fontSize: "1.375rem", fontWeight: 700, letterSpacing: "-0.025em" }}>
              Sluice
            </Box>
          </Stack>
          <Typography variant="h1" sx={{ mb: 3 }}>
            {title}
          </Typography>
          {children}
        </Box>
      </Stack>
    </Box>
  );
}
