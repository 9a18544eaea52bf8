"use client";
// Previous and next page of a list paged by cursors. A cursor only leads forward, so the page that led here is
// remembered for this browser tab; where it is not known, Previous leads to the first page.
import Button from "@mui/material/Button";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import { useRouter } from "next/navigation";
import type { MouseEvent } from "react";

type PagerProps = {
  here: string;
  firstHref: string;
  /** Null on the last page. */
  nextHref: string | null;
  page: number;
  pageCount: number;
};

const memoryKey = (href: string) => `sluice:before:${href}`;

export function Pager({ here, firstHref, nextHref, page, pageCount }: PagerProps) {
  const router = useRouter();
  if (page === 1 && nextHref === null) return null;
  const goBack = (event: MouseEvent) => {
    const before = sessionStorage.getItem(memoryKey(here));
    if (before === null || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    router.push(before);
  };
  const remember = () => {
    if (nextHref) sessionStorage.setItem(memoryKey(nextHref), here);
  };
  return (
    <Stack
      component="nav"
      aria-label="Pages"
      direction="row"
      sx={{ gap: 2, mt: 3, alignItems: "center", justifyContent: "center" }}
    >
      <Button
        variant="outlined"
        disabled={page === 1}
        {...(page > 1 ? { href: firstHref, onClick: goBack, rel: "prev" } : {})}
      >
        Previous
      </Button>
      <Typography variant="body2" component="span" sx={{ color: "text.secondary" }}>
        Page {page} of {Math.max(page, pageCount)}
      </Typography>
      <Button
        variant="outlined"
        disabled={nextHref === null}
        {...(nextHref ? { href: nextHref, onClick: remember, rel: "next" } : {})}
      >
        Next
      </Button>
    </Stack>
  );
}
