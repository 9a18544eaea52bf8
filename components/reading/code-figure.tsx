// Text of a document in its own form: an example, a binding, a schema that is no JSON Schema. Draws on the server.
import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import { codeColours } from "#components/ui/code-colours.ts";
import { ColouredCode } from "#components/ui/coloured-code.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";

type CodeFigureProps = {
  label: string;
  caption?: string;
  text: string;
  /** Told from the text where it is left out. */
  language?: string;
};

export function CodeFigure({ label, caption = "", text, language = languageOf(text) }: CodeFigureProps) {
  return (
    <Box component="figure" sx={{ m: 0, mt: 1, minWidth: 0 }}>
      <Box component="figcaption" sx={captionLook}>
        <Typography component="span" variant="caption" sx={{ color: "text.secondary", flex: 1, minWidth: 0 }}>
          {caption ? `${label}: ${caption}` : label}
        </Typography>
        <CopyButton text={text} label={`Copy ${label}`} />
      </Box>
      <Box component="pre" tabIndex={0} role="group" aria-label={label} sx={look}>
        <ColouredCode text={text} language={language} />
      </Box>
    </Box>
  );
}

function languageOf(text: string): string {
  if (/^\s*<[\w?!]/.test(text)) return "xml";
  if (/^\s*(?:syntax\s*=|message\s+\w+\s*\{)/.test(text)) return "protobuf";
  return /^\s*(?:[[{"\d-]|true\b|false\b|null\b)/.test(text) ? "json" : "";
}

const captionLook = { display: "flex", alignItems: "center", gap: 1, overflowWrap: "anywhere" };

const look = {
  m: 0,
  p: 1.5,
  borderRadius: 1,
  bgcolor: "action.hover",
  overflow: "auto",
  maxHeight: 320,
  fontSize: "0.8125rem",
  ...codeColours,
};
