// Where a link of a document leads, said behind its words: seen on a phone, and read out. Draws on the server.
import Box from "@mui/material/Box";
import { destinationBeside } from "#lib/asyncapi/reading/link-destination.ts";

type LinkDestinationProps = { url: string; words: string };

/** The host, or the address of mail; nothing where the words say it themselves. */
export function LinkDestination({ url, words }: LinkDestinationProps) {
  const destination = destinationBeside(url, words);
  if (destination === "") return <span aria-hidden="true"> ↗</span>;
  return (
    <Box component="span" sx={{ color: "text.secondary", fontSize: "0.85em", textDecoration: "none" }}>
      {" "}
      ({destination}) <span aria-hidden="true">↗</span>
    </Box>
  );
}
