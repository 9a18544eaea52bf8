// Text of a document in its own form: an example, a binding, a schema that is no JSON Schema. Draws on the server.
import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";

type CodeFigureProps = { label: string; caption?: string; text: string };

export function CodeFigure({ label, caption = "", text }: CodeFigureProps) {
  return (
    <Box component="figure" sx={{ m: 0, mt: 1 }}>
      <Typography component="figcaption" variant="caption" sx={{ color: "text.secondary" }}>
        {caption ? `${label}: ${caption}` : label}
      </Typography>
      <Box component="pre" tabIndex={0} role="region" aria-label={label} sx={look}>
        {text}
      </Box>
    </Box>
  );
}

const look = {
  m: 0,
  p: 1.5,
  borderRadius: 1,
  bgcolor: "action.hover",
  overflow: "auto",
  maxHeight: 320,
  fontSize: "0.8125rem",
};
