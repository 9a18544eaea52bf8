"use client";
// Whose words directions are read in: "you send" for who writes a client, "the server receives" for who writes the server.
// All that is drawn within holds both, so that switching draws nothing anew.
import Box from "@mui/material/Box";
import ToggleButton from "@mui/material/ToggleButton";
import ToggleButtonGroup from "@mui/material/ToggleButtonGroup";
import { createContext, type ReactNode, useContext, useState } from "react";

type Side = "client" | "server";
type Perspective = { readonly side: Side; readonly choose: (side: Side) => void };

const PerspectiveContext = createContext<Perspective | null>(null);

export function PerspectiveArea({ children }: { children: ReactNode }) {
  const [side, choose] = useState<Side>("client");
  return (
    <PerspectiveContext value={{ side, choose }}>
      <Box data-side={side} sx={look}>
        {children}
      </Box>
    </PerspectiveContext>
  );
}

const look = {
  '&[data-side="server"] .as-client': { display: "none" },
  '&[data-side="server"] .as-server': { display: "inline" },
};

/** Chooses for the area around it. */
export function PerspectiveSwitch() {
  const perspective = useContext(PerspectiveContext);
  if (perspective === null) return null;
  return (
    <ToggleButtonGroup
      exclusive
      size="small"
      aria-label="Whose words"
      value={perspective.side}
      onChange={(_event, side: Side | null) => side && perspective.choose(side)}
      sx={{ "& .MuiToggleButton-root": { px: 1.5, py: 0.25 } }}
    >
      <ToggleButton value="client">You, the client</ToggleButton>
      <ToggleButton value="server">The server</ToggleButton>
    </ToggleButtonGroup>
  );
}
