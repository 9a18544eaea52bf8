// The name of a connection on the colour that tells it apart; the name says it to everybody.
import Box from "@mui/material/Box";

/** By scheme, with enough contrast to the name on them. */
const light = ["#dceefb", "#fde7d3", "#e1f3e2", "#f3e1f5", "#fbe0e0", "#ece8d4"];
const dark = ["#123a52", "#54340f", "#173d24", "#43234a", "#551f24", "#3d3a17"];

export function ConnectionMark({ name, colour }: { name: string; colour: number }) {
  return (
    <Box
      component="span"
      sx={(theme) => ({
        px: 0.75,
        borderRadius: 0.75,
        fontSize: "0.8125rem",
        fontWeight: 600,
        color: "text.primary",
        maxWidth: { xs: 96, sm: 160 },
        flexShrink: 0,
        overflow: "hidden",
        textOverflow: "ellipsis",
        whiteSpace: "nowrap",
        bgcolor: light[colour % light.length],
        ...theme.applyStyles("dark", { backgroundColor: dark[colour % dark.length] }),
      })}
    >
      {name}
    </Box>
  );
}
