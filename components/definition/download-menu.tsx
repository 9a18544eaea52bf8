"use client";
// Downloads a definition: the consumer view, which somebody who calls this API needs and which has nothing of the backend, or
// the design; as text for programs, or as a page for people.
import DownloadIcon from "@mui/icons-material/FileDownloadOutlined";
import Button from "@mui/material/Button";
import ListItemText from "@mui/material/ListItemText";
import Menu from "@mui/material/Menu";
import MenuItem from "@mui/material/MenuItem";
import { useState } from "react";

type DownloadMenuProps = {
  /** Address of the download without its format. */
  href: string;
  /** Which of them there are, both where left out. */
  views?: readonly ("consumer" | "design")[];
  /** Version of AsyncAPI the document was converted from at import; null where it was not. */
  originalVersion?: string | null;
};

const formats = [
  { format: "yaml", label: "YAML" },
  { format: "json", label: "JSON" },
  { format: "html", label: "HTML, one page" },
  { format: "md", label: "Markdown" },
] as const;
const labels = { consumer: "Consumer view", design: "Design" } as const;
const both = ["consumer", "design"] as const;

export function DownloadMenu({ href, views = both, originalVersion = null }: DownloadMenuProps) {
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
        {views.flatMap((of) =>
          formats.map(({ format, label }) => (
            <MenuItem
              key={`${of} ${format}`}
              component="a"
              href={`${href}?of=${of}&format=${format}`}
              download
              onClick={close}
            >
              <ListItemText primary={label} secondary={views.length > 1 ? labels[of] : undefined} />
            </MenuItem>
          )),
        )}
        {originalVersion === null ? null : (
          <MenuItem component="a" href={`${href}?of=original`} download onClick={close}>
            <ListItemText primary={`AsyncAPI ${originalVersion}`} secondary="Original, as imported" />
          </MenuItem>
        )}
      </Menu>
    </>
  );
}
