"use client";
// What can be done with each item of a document that is read: copy its link, go to its place in the source. One menu for
// all the ItemMenuButtons within.
import Box from "@mui/material/Box";
import ListItemText from "@mui/material/ListItemText";
import Menu from "@mui/material/Menu";
import MenuItem from "@mui/material/MenuItem";
import { type MouseEvent, type ReactNode, useContext, useState } from "react";
import { writeToClipboard } from "#components/ui/clipboard.ts";
import { visuallyHidden } from "#components/ui/visually-hidden.ts";
import type { Path } from "#lib/asyncapi/json-value.ts";
import { linkTo } from "#lib/asyncapi/reading/address.ts";
import { SourceNavigation } from "./source-navigation.ts";

type Chosen = { readonly button: HTMLElement; readonly address: string; readonly place: Path | null };

export function ReadingActions({ children }: { children: ReactNode }) {
  const source = useContext(SourceNavigation);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [said, setSaid] = useState("");
  const close = () => setChosen(null);
  // Clicks in the menu come here too, through React: only those on a button open it.
  const choose = ({ target }: MouseEvent<HTMLElement>) => {
    const pressed = chosenAt(target);
    if (pressed !== null) setChosen(pressed);
  };
  return (
    <Box sx={look} onClick={choose}>
      {children}
      <Menu open={chosen !== null} anchorEl={chosen?.button ?? null} onClose={close}>
        <MenuItem
          onClick={async () => {
            close();
            if (chosen) setSaid(await copyLink(chosen.address));
          }}
        >
          <ListItemText primary="Copy the link" />
        </MenuItem>
        {source && chosen?.place ? (
          <MenuItem
            onClick={() => {
              close();
              if (chosen.place) source.showInSource(chosen.place);
            }}
          >
            <ListItemText primary="Show in the source" />
          </MenuItem>
        ) : null}
      </Menu>
      <Box component="span" role="status" sx={visuallyHidden}>
        {said}
      </Box>
    </Box>
  );
}

function chosenAt(target: EventTarget): Chosen | null {
  const button = target instanceof Element ? target.closest<HTMLElement>("button.item-menu") : null;
  const address = button?.dataset.address;
  if (button === null || address === undefined) return null;
  // Written by ItemMenuButton.
  const place = button.dataset.place === undefined ? null : (JSON.parse(button.dataset.place) as Path);
  return { button, address, place };
}

/** The address is shown in the address bar too: what was copied can be seen. */
async function copyLink(address: string): Promise<string> {
  history.replaceState(history.state, "", linkTo(address));
  return (await writeToClipboard(location.href))
    ? "The link is copied"
    : "Copying failed: copy the address of the page";
}

const look = {
  "& .item-menu": {
    border: 0,
    borderRadius: 1,
    bgcolor: "transparent",
    color: "text.secondary",
    cursor: "pointer",
    font: "inherit",
    lineHeight: 1,
    minWidth: 24,
    minHeight: 24,
    ml: 0.5,
    "&:hover, &:focus-visible": { bgcolor: "action.hover", color: "text.primary" },
  },
};
