// Where a link of a document leads, said behind its words: seen on a phone, and read out. Draws on the server.
import Box from "@mui/material/Box";

type LinkDestinationProps = { url: string; words: string };

/**
 * The host, or the address of mail; nothing where the words say it themselves. On paper (theme/paper.ts) the whole address,
 * unless the words are that.
 */
export function LinkDestination({ url, words }: LinkDestinationProps) {
  const whole = url.replace(/^mailto:/i, "");
  const isWhole = says(words, whole.replace(/^https?:\/\//i, "").replace(/\/$/, ""));
  return (
    <span className="link-destination" data-url={isWhole ? undefined : whole}>
      <Destination url={url} words={words} />
    </span>
  );
}

function Destination({ url, words }: LinkDestinationProps) {
  const destination = destinationOf(url);
  if (says(words, destination)) return <span aria-hidden="true"> ↗</span>;
  return (
    <Box component="span" sx={{ color: "text.secondary", fontSize: "0.85em", textDecoration: "none" }}>
      {" "}
      ({destination}) <span aria-hidden="true">↗</span>
    </Box>
  );
}

function says(words: string, address: string): boolean {
  return words.toLowerCase().includes(address.toLowerCase());
}

function destinationOf(url: string): string {
  if (!URL.canParse(url)) return "";
  const { protocol, host, pathname } = new URL(url);
  return protocol === "mailto:" ? pathname : host;
}
