"use client";
// Who is signed in, with which roles, their account, and the way out. Signing out submits the shell's form, so it is a plain post.
import AccountIcon from "@mui/icons-material/AccountCircleOutlined";
import LogoutIcon from "@mui/icons-material/LogoutOutlined";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Divider from "@mui/material/Divider";
import ListItemIcon from "@mui/material/ListItemIcon";
import Menu from "@mui/material/Menu";
import MenuItem from "@mui/material/MenuItem";
import Typography from "@mui/material/Typography";
import { useState } from "react";
import { AppLink } from "#components/ui/app-link.tsx";
import { visuallyHidden } from "#components/ui/visually-hidden.ts";
import type { Person } from "#lib/identity/role.ts";

type UserMenuProps = {
  person: Pick<Person, "name" | "username" | "roles">;
  /** Id of the form that signs out. */
  signOutFormId: string;
};

export function UserMenu({ person, signOutFormId }: UserMenuProps) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <>
      <Button
        color="inherit"
        aria-haspopup="menu"
        aria-expanded={anchor ? "true" : "false"}
        onClick={(event) => setAnchor(event.currentTarget)}
        sx={{ gap: 1, px: 0.75, minWidth: 0 }}
      >
        <Initial name={person.name} />
        <Box component="span" sx={visuallyHidden}>
          Account:{" "}
        </Box>
        <Box component="span" sx={{ "@media (max-width: 599.95px)": visuallyHidden }}>
          {person.name}
        </Box>
      </Button>
      <Menu
        disablePortal
        anchorEl={anchor}
        open={anchor !== null}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: "bottom", horizontal: "right" }}
        transformOrigin={{ vertical: "top", horizontal: "right" }}
        slotProps={{ list: { "aria-label": "Account" }, paper: { sx: { minWidth: 220 } } }}
      >
        <Identity person={person} />
        <Divider role="presentation" sx={{ my: 1 }} />
        <MenuItem component={AppLink} href="/account" onClick={() => setAnchor(null)}>
          <ListItemIcon>
            <AccountIcon />
          </ListItemIcon>
          Account
        </MenuItem>
        <MenuItem
          component="button"
          type="submit"
          form={signOutFormId}
          onClick={() => setAnchor(null)}
          sx={{ width: "100%" }}
        >
          <ListItemIcon>
            <LogoutIcon />
          </ListItemIcon>
          Sign out
        </MenuItem>
      </Menu>
    </>
  );
}

function Initial({ name }: { name: string }) {
  return (
    <Box aria-hidden="true" component="span" sx={initialStyle}>
      {[...name].slice(0, 1).join("").toUpperCase()}
    </Box>
  );
}

function Identity({ person }: Pick<UserMenuProps, "person">) {
  return (
    <Box component="li" role="presentation" sx={{ px: 2, py: 0.5 }}>
      <Typography variant="subtitle1" component="div">
        {person.name}
      </Typography>
      <Typography variant="body2" component="div" sx={{ color: "text.secondary" }}>
        {person.roles.length > 0 ? person.roles.join(", ") : "no roles"}
      </Typography>
    </Box>
  );
}

const initialStyle = {
  display: "grid",
  placeItems: "center",
  width: 28,
  height: 28,
  borderRadius: "50%",
  fontSize: 13,
  fontWeight: 650,
  bgcolor: "primary.main",
  color: "primary.contrastText",
};
