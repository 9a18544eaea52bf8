"use client";
// Under a definition's text: its keys, what was gone to, the way to what is drawn of the line, and to the parser's verdict.
import Button from "@mui/material/Button";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import type { Validation } from "./use-validation.tsx";

type SourceHelpProps = { isEditable: boolean; said: string; onShow: () => void; validation: Validation };

export function SourceHelp({ isEditable, said, onShow, validation }: SourceHelpProps) {
  const words = said || validation.said;
  return (
    <>
      <Stack
        direction="row"
        useFlexGap
        sx={{ mt: 1, columnGap: 2, flexWrap: "wrap", alignItems: "baseline" }}
      >
        <Typography variant="body2" sx={{ color: "text.secondary" }}>
          {isEditable ? "Tab indents. Press Esc, then Tab, to leave the editor. " : null}
          F8 goes to the next finding, Shift+F8 to the one before; Esc closes its words. Alt+Enter shows the
          line in the documentation.
        </Typography>
        <Stack direction="row" useFlexGap sx={{ ml: { sm: "auto" }, flexWrap: "wrap" }}>
          {validation.button}
          <Button type="button" size="small" onClick={onShow}>
            Show in the documentation
          </Button>
        </Stack>
      </Stack>
      <Typography variant="body2" role="status" sx={{ mt: words ? 0.5 : 0, overflowWrap: "anywhere" }}>
        {words}
      </Typography>
      {validation.problem}
    </>
  );
}
