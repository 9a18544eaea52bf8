"use client";
// Downloads the consumer view: what somebody who calls this API needs, and nothing of the backend.
import DownloadIcon from "@mui/icons-material/FileDownloadOutlined";
import Button from "@mui/material/Button";
import ListItemText from "@mui/material/ListItemText";
import Menu from "@mui/material/Menu";
import MenuItem from "@mui/material/MenuItem";
import { useState } from "react";

type DownloadMenuProps = {
  /** Address of the download without its format. */
  href: string;
};

const formats = [
  { format: "yaml", label: "YAML" },
  { format: "json", label: "JSON" },
] as const;

export function DownloadMenu({ href }: DownloadMenuProps) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const close = () => setAnchor(null);
  return (
    <>
      <Button
        variant="outlined"
        startIcon={<DownloadIcon />}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        Download
      </Button>
      <Menu disablePortal open={anchor !== null} anchorEl={anchor} onClose={close}>
        {formats.map(({ format, label }) => (
          <MenuItem key={format} component="a" href={`${href}?format=${format}`} download onClick={close}>
            <ListItemText primary={label} secondary="Consumer view" />
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}
