// Where a link of a document leads, said behind its words: seen on a phone, and read out. Draws on the server.
import Box from "@mui/material/Box";
import { destinationBeside, wholeDestinationBeside } from "#lib/asyncapi/reading/link-destination.ts";

type LinkDestinationProps = { url: string; words: string };

/**
 * The host, or the address of mail; nothing where the words say it themselves. On paper (theme/paper.ts) the whole address,
 * unless the words are that.
 */
export function LinkDestination({ url, words }: LinkDestinationProps) {
  const whole = wholeDestinationBeside(url, words);
  return (
    <span className="link-destination" data-url={whole === "" ? undefined : whole}>
      <Destination url={url} words={words} />
    </span>
  );
}

function Destination({ url, words }: LinkDestinationProps) {
  const destination = destinationBeside(url, words);
  if (destination === "") return <span aria-hidden="true"> ↗</span>;
  return (
    <Box component="span" sx={{ color: "text.secondary", fontSize: "0.85em", textDecoration: "none" }}>
      {" "}
      ({destination}) <span aria-hidden="true">↗</span>
    </Box>
  );
}
