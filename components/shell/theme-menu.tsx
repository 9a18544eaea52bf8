"use client";
// Light, dark, or as the system says. The choice stays in this browser.
import ContrastIcon from "@mui/icons-material/ContrastOutlined";
import DarkModeIcon from "@mui/icons-material/DarkModeOutlined";
import LightModeIcon from "@mui/icons-material/LightModeOutlined";
import IconButton from "@mui/material/IconButton";
import ListItemIcon from "@mui/material/ListItemIcon";
import Menu from "@mui/material/Menu";
import MenuItem from "@mui/material/MenuItem";
import { useColorScheme } from "@mui/material/styles";
import { useState } from "react";

const modes = [
  { mode: "light", label: "Light", Icon: LightModeIcon },
  { mode: "dark", label: "Dark", Icon: DarkModeIcon },
  { mode: "system", label: "System", Icon: ContrastIcon },
] as const;

export function ThemeMenu() {
  const { mode, setMode } = useColorScheme(); // undefined on the server and until hydrated
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const current = modes.find((candidate) => candidate.mode === mode);
  const CurrentIcon = current?.Icon ?? ContrastIcon;
  return (
    <>
      <IconButton
        title="Theme"
        aria-label={`Theme: ${current?.label ?? "System"}`}
        aria-haspopup="menu"
        aria-expanded={anchor ? "true" : "false"}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        <CurrentIcon />
      </IconButton>
      <Menu
        disablePortal
        anchorEl={anchor}
        open={anchor !== null}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: "bottom", horizontal: "right" }}
        transformOrigin={{ vertical: "top", horizontal: "right" }}
        slotProps={{ list: { "aria-label": "Theme" } }}
      >
        {modes.map(({ mode: value, label, Icon }) => (
          <MenuItem
            key={value}
            role="menuitemradio"
            aria-checked={value === mode}
            selected={value === mode}
            onClick={() => {
              setMode(value);
              setAnchor(null);
            }}
          >
            <ListItemIcon>
              <Icon />
            </ListItemIcon>
            {label}
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}
