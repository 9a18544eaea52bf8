"use client";
// CREATE API: opens the ways in which an API can begin.
import AddIcon from "@mui/icons-material/AddOutlined";
import BoltIcon from "@mui/icons-material/BoltOutlined";
import UploadFileIcon from "@mui/icons-material/UploadFileOutlined";
import Button from "@mui/material/Button";
import ListItemIcon from "@mui/material/ListItemIcon";
import ListItemText from "@mui/material/ListItemText";
import ListSubheader from "@mui/material/ListSubheader";
import Menu from "@mui/material/Menu";
import MenuItem from "@mui/material/MenuItem";
import { useId, useState } from "react";
import { AppLink } from "#components/ui/app-link.tsx";

export function CreateMenu() {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const headingId = useId();
  const close = () => setAnchor(null);
  return (
    <>
      <Button
        variant="contained"
        startIcon={<AddIcon />}
        aria-haspopup="menu"
        aria-expanded={anchor ? "true" : "false"}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        CREATE API
      </Button>
      <Menu
        disablePortal
        anchorEl={anchor}
        open={anchor !== null}
        onClose={close}
        anchorOrigin={{ vertical: "bottom", horizontal: "right" }}
        transformOrigin={{ vertical: "top", horizontal: "right" }}
        slotProps={{
          list: { "aria-labelledby": headingId },
          paper: { sx: { maxWidth: 360 } },
        }}
      >
        <ListSubheader id={headingId} role="presentation" sx={{ lineHeight: 2.4, fontWeight: 650 }}>
          Streaming API
        </ListSubheader>
        <MenuItem component={AppLink} href="/apis/create/websocket" onClick={close}>
          <ListItemIcon>
            <BoltIcon color="primary" />
          </ListItemIcon>
          <ListItemText primary="WebSocket API" secondary="Create a WebSocket API" />
        </MenuItem>
        <MenuItem component={AppLink} href="/apis/create/import" onClick={close}>
          <ListItemIcon>
            <UploadFileIcon color="primary" />
          </ListItemIcon>
          <ListItemText
            primary="Import an AsyncAPI definition"
            secondary="Create an API from a document you have"
          />
        </MenuItem>
      </Menu>
    </>
  );
}
