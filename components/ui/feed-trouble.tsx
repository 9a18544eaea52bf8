// Says that what a feed shows is of before, where it is.
import Link from "@mui/material/Link";
import Typography from "@mui/material/Typography";
import type { ReactNode } from "react";
import type { Feed } from "./use-feed.ts";

export const staleWords = "The portal does not answer at the moment: this is what it said last.";
export const deletedWords = "This API was deleted meanwhile.";

type FeedTroubleProps = {
  feed: Pick<Feed<unknown>, "isStale" | "isGone">;
  /** Said where what was asked about is no more; of an API, unless given. */
  gone?: ReactNode;
};

export function FeedTrouble({ feed: { isStale, isGone }, gone = <DeletedApi /> }: FeedTroubleProps) {
  if (isGone) return gone;
  if (!isStale) return null;
  return (
    <Typography variant="body2" role="status" sx={{ mb: 1, color: "warning.main" }}>
      {staleWords}
    </Typography>
  );
}

/** Where the API of a page that is open was deleted by somebody else. */
export function DeletedApi() {
  return (
    <Typography variant="body2" role="status" sx={{ mb: 1, color: "warning.main" }}>
      {deletedWords} Nothing new is shown here. <Link href="/apis">Back to the APIs</Link>
    </Typography>
  );
}
