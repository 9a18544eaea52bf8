// A small tile with an API's first letters, so that a name is found again at a glance. Decorative.
import Box from "@mui/material/Box";

export function ApiMark({ name, size = 40 }: { name: string; size?: number }) {
  const words = name.split(/[\s_.-]+/).filter(Boolean);
  const [first = "", second = ""] = words;
  const letters = second ? `${[...first][0] ?? ""}${[...second][0] ?? ""}` : [...first].slice(0, 2).join("");
  return (
    <Box
      aria-hidden="true"
      sx={{
        display: "grid",
        placeItems: "center",
        flexShrink: 0,
        width: size,
        height: size,
        borderRadius: 1,
        fontSize: size * 0.36,
        fontWeight: 650,
        letterSpacing: "-0.02em",
        color: "primary.main",
        bgcolor: "action.selected",
      }}
    >
      {letters}
    </Box>
  );
}
