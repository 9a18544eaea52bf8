// The nearest end among credentials, for the card of their application; nothing where none ends soon. Draws on the server.
import Chip from "@mui/material/Chip";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { AnnouncedCredential } from "#lib/credentials/expiry/credential-expiry.ts";
import { expirySeverity } from "./expiry-words.ts";

type NearestEndProps = {
  /** The first to end first. */
  credentials: readonly AnnouncedCredential[];
  now: Date;
};

export function NearestEnd({ credentials: [nearest], now }: NearestEndProps) {
  if (!nearest) return null;
  return (
    <Chip
      size="small"
      variant="outlined"
      color={expirySeverity[nearest.stage]}
      label={
        <>
          {nearest.kind === "api_key" ? "Key" : "Secret"} {nearest.hasEnded ? "ended" : "ends"}{" "}
          <RelativeTime date={nearest.expiresAt} now={now} />
        </>
      }
      sx={{ alignSelf: "flex-start", maxWidth: "100%" }}
    />
  );
}
