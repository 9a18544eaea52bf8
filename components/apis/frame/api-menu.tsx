"use client";
// The overflow menu of an API: what is needed rarely.
import DeleteIcon from "@mui/icons-material/DeleteOutlined";
import MoreIcon from "@mui/icons-material/MoreVert";
import IconButton from "@mui/material/IconButton";
import ListItemIcon from "@mui/material/ListItemIcon";
import Menu from "@mui/material/Menu";
import MenuItem from "@mui/material/MenuItem";
import dynamic from "next/dynamic";
import { useState } from "react";
import type { DeleteApi } from "./delete-api-dialog.tsx";

const DeleteApiDialog = dynamic(
  () => import("./delete-api-dialog.tsx").then((module) => module.DeleteApiDialog),
  {
    ssr: false,
  },
);

type ApiMenuProps = {
  apiId: string;
  name: string;
  version: string;
  isDeployed: boolean;
  deleteApi: DeleteApi;
};

export function ApiMenu(props: ApiMenuProps) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [isDeleting, setIsDeleting] = useState<boolean | null>(null);
  const askToDelete = () => {
    setAnchor(null);
    setIsDeleting(true);
  };
  return (
    <>
      <IconButton
        aria-label="More actions"
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        <MoreIcon />
      </IconButton>
      <Menu disablePortal open={anchor !== null} anchorEl={anchor} onClose={() => setAnchor(null)}>
        <MenuItem onClick={askToDelete} sx={{ color: "error.main" }}>
          <ListItemIcon sx={{ color: "inherit" }}>
            <DeleteIcon />
          </ListItemIcon>
          Delete API…
        </MenuItem>
      </Menu>
      {isDeleting === null ? null : (
        <DeleteApiDialog {...props} isOpen={isDeleting} onClose={() => setIsDeleting(false)} />
      )}
    </>
  );
}
