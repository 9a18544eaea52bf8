// A URL, path or version: monospace, breaking anywhere rather than overflowing.
import Box from "@mui/material/Box";
import type { ReactNode } from "react";

type MonoTextProps = {
  children: ReactNode;
  /** Cut with an ellipsis on one line instead of wrapping; the full text is then the title. */
  oneLine?: boolean;
};

export function MonoText({ children, oneLine = false }: MonoTextProps) {
  const cut = { display: "block", whiteSpace: "nowrap", overflow: "hidden", textOverflow: "ellipsis" };
  return (
    <Box
      component="code"
      title={oneLine && typeof children === "string" ? children : undefined}
      sx={{
        fontFamily: "var(--sluice-mono)",
        fontSize: "0.93em",
        ...(oneLine ? cut : { overflowWrap: "anywhere" }),
      }}
    >
      {children}
    </Box>
  );
}
