// How many things wait behind a link of the main navigation: the number is seen, the words are heard. Draws on the server.
import Box from "@mui/material/Box";
import Chip from "@mui/material/Chip";
import { visuallyHidden } from "#components/ui/visually-hidden.ts";

export type NavigationNoticeContent = {
  readonly count: string;
  /** What is counted and how urgent it is, as whoever hears it or points at the number is told. */
  readonly words: string;
  readonly severity: "info" | "warning" | "error";
};

export function NavigationNotice({ count, words, severity }: NavigationNoticeContent) {
  return (
    <>
      <Chip
        component="span"
        size="small"
        color={severity}
        label={count}
        title={words}
        aria-hidden
        sx={{ ml: 0.75, cursor: "inherit" }}
      />
      <Box component="span" sx={visuallyHidden}>
        , {words}
      </Box>
    </>
  );
}
