// Title of a page (its one h1), what it is for, and its actions. Draws on the server.
import Box from "@mui/material/Box";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import type { ReactNode } from "react";

type PageHeaderProps = {
  title: string;
  /** One sentence under the title. */
  caption?: ReactNode;
  /** Chips beside the title. */
  badge?: ReactNode;
  /** Buttons at the end of the line; below the title on a narrow screen. */
  actions?: ReactNode;
};

export function PageHeader({ title, caption, badge, actions }: PageHeaderProps) {
  return (
    <Stack
      data-page-header=""
      direction={{ xs: "column", sm: "row" }}
      sx={{ gap: 2, mb: 3, alignItems: { xs: "stretch", sm: "flex-start" }, justifyContent: "space-between" }}
    >
      <Box sx={{ minWidth: 0 }}>
        <Stack direction="row" useFlexGap sx={{ gap: 1.5, alignItems: "center", flexWrap: "wrap" }}>
          <Typography variant="h1" sx={{ overflowWrap: "anywhere" }}>
            {title}
          </Typography>
          {badge}
        </Stack>
        {caption ? (
          <Typography
            variant="body1"
            component="div"
            sx={{ mt: 0.5, color: "text.secondary", maxWidth: "72ch" }}
          >
            {caption}
          </Typography>
        ) : null}
      </Box>
      {actions ? (
        <Stack direction="row" useFlexGap sx={{ gap: 1, flexShrink: 0, flexWrap: "wrap" }}>
          {actions}
        </Stack>
      ) : null}
    </Stack>
  );
}
