// A link that a document gives. Only to the web and to mail: anything else stands there as text.
import Link from "@mui/material/Link";
import { LinkDestination } from "#components/ui/link-destination.tsx";

export function WebLink({ url, text = "" }: { url: string; text?: string }) {
  const shown = text || url.replace(/^mailto:/, "");
  if (!/^(?:https?:\/\/|mailto:)/i.test(url))
    return text && url && text !== url ? `${text} (${url})` : text || url;
  return (
    <>
      <Link
        href={url}
        target="_blank"
        rel="noopener noreferrer nofollow"
        underline="always"
        sx={{ overflowWrap: "anywhere" }}
      >
        {shown}
      </Link>
      <LinkDestination url={url} words={shown} />
    </>
  );
}
