// What a page says when there is nothing yet, or nothing found: what this is, and the one thing to do next.
import Box from "@mui/material/Box";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import type { ReactNode } from "react";

type EmptyStateProps = {
  title: string;
  children?: ReactNode;
  /** Decorative picture or icon. */
  picture?: ReactNode;
  /** Buttons or links. */
  action?: ReactNode;
};

export function EmptyState({ title, children, picture, action }: EmptyStateProps) {
  return (
    <Stack
      sx={{
        alignItems: "center",
        textAlign: "center",
        gap: 1,
        px: 3,
        py: { xs: 5, sm: 7 },
        border: "1px dashed",
        borderColor: "divider",
        borderRadius: "10px",
        bgcolor: "background.paper",
      }}
    >
      {picture ? (
        <Box aria-hidden="true" sx={{ color: "primary.main", mb: 1, lineHeight: 0 }}>
          {picture}
        </Box>
      ) : null}
      <Typography variant="h2">{title}</Typography>
      {children ? (
        <Typography variant="body1" component="div" sx={{ color: "text.secondary", maxWidth: "56ch" }}>
          {children}
        </Typography>
      ) : null}
      {action ? <Box sx={{ mt: 2 }}>{action}</Box> : null}
    </Stack>
  );
}
