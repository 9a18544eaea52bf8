// First stop of the keyboard: jumps over the bar to the page. Seen only while focused.
import Box from "@mui/material/Box";

export function SkipLink() {
  return (
    <Box
      component="a"
      href="#main"
      sx={{
        position: "fixed",
        insetInlineStart: 12,
        top: 10,
        zIndex: "tooltip",
        px: 2,
        py: 1,
        borderRadius: 1,
        bgcolor: "primary.main",
        color: "primary.contrastText",
        fontWeight: 600,
        textDecoration: "none",
        transform: "translateY(-200%)",
        "&:focus": { transform: "none" },
      }}
    >
      Skip to the page
    </Box>
  );
}
