// A titled section on a surface of its own. Draws on the server.
import Box from "@mui/material/Box";
import Card from "@mui/material/Card";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import { type ReactNode, useId } from "react";

type SectionCardProps = {
  title: string;
  /** One line under the title. */
  caption?: ReactNode;
  /** Button or link at the end of the title's line. */
  action?: ReactNode;
  children: ReactNode;
  /** Content reaches the edges: for tables and lists. */
  flush?: boolean;
};

export function SectionCard({ title, caption, action, children, flush = false }: SectionCardProps) {
  const titleId = useId();
  return (
    <Card
      component="section"
      aria-labelledby={titleId}
      sx={{ height: "100%", display: "flex", flexDirection: "column" }}
    >
      <Stack
        direction="row"
        useFlexGap
        sx={{ px: { xs: 2, sm: 2.5 }, pt: 2, pb: 1, gap: 1, alignItems: "flex-start", flexWrap: "wrap" }}
      >
        <Box sx={{ flex: "1 1 200px", minWidth: 0 }}>
          <Typography variant="h3" component="h2" id={titleId} sx={{ overflowWrap: "anywhere" }}>
            {title}
          </Typography>
          {caption ? (
            <Typography variant="body2" component="div" sx={{ color: "text.secondary", mt: 0.25 }}>
              {caption}
            </Typography>
          ) : null}
        </Box>
        {action}
      </Stack>
      <Box sx={{ flex: 1, minWidth: 0, ...(flush ? {} : { px: { xs: 2, sm: 2.5 }, pt: 0.5, pb: 2.5 }) }}>
        {children}
      </Box>
    </Card>
  );
}
