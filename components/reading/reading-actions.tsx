"use client";
// What can be done with each item of a document that is read: copy its link, or a part as Markdown, go to its place in the
// source. One menu for all the ItemMenuButtons within.
import Box from "@mui/material/Box";
import ListItemText from "@mui/material/ListItemText";
import Menu from "@mui/material/Menu";
import MenuItem from "@mui/material/MenuItem";
import { type MouseEvent, type ReactNode, useContext, useState } from "react";
import { writeToClipboard } from "#components/ui/clipboard.ts";
import { Toast } from "#components/ui/toast.tsx";
import { visuallyHidden } from "#components/ui/visually-hidden.ts";
import type { Path } from "#lib/asyncapi/json-value.ts";
import { linkTo } from "#lib/asyncapi/reading/address.ts";
import { markdownOfPart } from "./copy-part.ts";
import type { PartFetcher } from "./part-fetcher.ts";
import { ReadingRestContext } from "./reading-rest.ts";
import { SourceNavigation } from "./source-navigation.ts";

type Chosen = {
  readonly button: HTMLElement;
  readonly address: string;
  readonly place: Path | null;
  readonly isPart: boolean;
};

export function ReadingActions({ children }: { children: ReactNode }) {
  const source = useContext(SourceNavigation);
  const rest = useContext(ReadingRestContext);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [said, setSaid] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
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
        {rest && chosen?.isPart ? (
          <MenuItem
            onClick={async () => {
              close();
              const failure = await copyMarkdown(chosen.address, rest.fetcher);
              setProblem(failure);
              setSaid(failure === null ? "The Markdown is copied" : "");
            }}
          >
            <ListItemText primary="Copy as Markdown" />
          </MenuItem>
        ) : null}
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
      <Toast message={problem} severity="error" onClose={() => setProblem(null)} />
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
  return { button, address, place, isPart: button.dataset.part !== undefined };
}

/** The address is shown in the address bar too: what was copied can be seen. */
async function copyLink(address: string): Promise<string> {
  history.replaceState(history.state, "", linkTo(address));
  return (await writeToClipboard(location.href))
    ? "The link is copied"
    : "Copying failed: copy the address of the page";
}

/** Null where it is copied, else why it is not. */
async function copyMarkdown(id: string, fetcher: PartFetcher): Promise<string | null> {
  // What writes it is fetched too, and may not come.
  const markdown = await markdownOfPart(id, fetcher).catch(() => null);
  if (markdown === null) return "Nothing is copied: not all of it could be fetched. Try again.";
  return (await writeToClipboard(markdown)) ? null : "Nothing is copied: the browser does not allow it.";
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
