"use client";
// Under a definition's text: its keys, what was gone to, and the way to what is drawn of the line.
import Button from "@mui/material/Button";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";

type SourceHelpProps = { isEditable: boolean; said: string; onShow: () => void };

export function SourceHelp({ isEditable, said, onShow }: SourceHelpProps) {
  return (
    <>
      <Stack
        direction="row"
        useFlexGap
        sx={{ mt: 1, columnGap: 2, flexWrap: "wrap", alignItems: "baseline" }}
      >
        <Typography variant="body2" sx={{ color: "text.secondary" }}>
          {isEditable ? "Tab indents. Press Esc, then Tab, to leave the editor. " : null}
          F8 goes to the next finding, Shift+F8 to the one before. Alt+Enter shows the line in the
          documentation.
        </Typography>
        <Button type="button" size="small" onClick={onShow} sx={{ ml: { sm: "auto" } }}>
          Show in the documentation
        </Button>
      </Stack>
      <Typography variant="body2" role="status" sx={{ mt: said ? 0.5 : 0, overflowWrap: "anywhere" }}>
        {said}
      </Typography>
    </>
  );
}
