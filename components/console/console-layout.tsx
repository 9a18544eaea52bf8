"use client";
// Where the parts of a console stand: where there is room, what passes has a column of its own and stays in view whatever is
// done in the other; else one comes after the other. The order in the document is that of a narrow page.
import Box from "@mui/material/Box";
import type { ReactNode } from "react";

type ConsoleLayoutProps = {
  connect: ReactNode;
  send: ReactNode;
  /** What passed. */
  messages: ReactNode;
  /** What is wanted now and then. */
  further: ReactNode;
};

/** Under the bar of the page. */
const STICKY_TOP = 72;

export function ConsoleLayout({ connect, send, messages, further }: ConsoleLayoutProps) {
  return (
    <Box sx={areas}>
      <Box sx={{ gridArea: "connect" }}>{connect}</Box>
      <Box sx={{ gridArea: "send" }}>{send}</Box>
      <Box sx={{ gridArea: "messages", alignSelf: "start", position: { lg: "sticky" }, top: STICKY_TOP }}>
        {messages}
      </Box>
      <Box sx={{ gridArea: "further", alignSelf: "start" }}>{further}</Box>
    </Box>
  );
}

const areas = {
  display: "grid",
  gap: 2.5,
  gridTemplateColumns: { xs: "minmax(0, 1fr)", lg: "minmax(0, 9fr) minmax(0, 11fr)" },
  gridTemplateRows: { lg: "auto auto 1fr" },
  gridTemplateAreas: {
    xs: '"connect" "send" "messages" "further"',
    lg: '"connect messages" "send messages" "further messages"',
  },
} as const;
