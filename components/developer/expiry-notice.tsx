// Credentials that end soon, each with what to do. Draws on the server.
import Alert from "@mui/material/Alert";
import Box from "@mui/material/Box";
import Link from "@mui/material/Link";
import { MonoText } from "#components/ui/mono-text.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { AnnouncedCredential, ExpiryAnnouncement } from "#lib/credentials/expiry/credential-expiry.ts";
import { adviceWords, expirySeverity, expirySummary } from "./expiry-words.ts";

type ExpiryNoticeProps = {
  announcement: ExpiryAnnouncement;
  now: Date;
  /** Where the page of an application stands; not told on that page itself. */
  applicationHref?: (applicationId: string) => string;
};

export function ExpiryNotice({ announcement, now, applicationHref }: ExpiryNoticeProps) {
  const { total, credentials } = announcement;
  const [first] = credentials;
  if (!first) return null;
  return (
    <Alert severity={expirySeverity[first.stage]} role="note" sx={{ mb: 2.5 }}>
      <strong>{expirySummary(announcement)}</strong>
      <Box component="ul" sx={{ m: 0, mt: 0.5, pl: 2.5 }}>
        {credentials.map((credential) => (
          <li key={credential.id}>
            <Named credential={credential} />
            {applicationHref ? (
              <>
                {" of "}
                <Link href={applicationHref(credential.application.id)} underline="always" color="inherit">
                  {credential.application.name}
                </Link>
              </>
            ) : null}{" "}
            {credential.hasEnded ? "ended" : "ends"} <RelativeTime date={credential.expiresAt} now={now} />:{" "}
            {adviceWords(credential)}
          </li>
        ))}
        {total > credentials.length ? <li>{total - credentials.length} more end later.</li> : null}
      </Box>
    </Alert>
  );
}

function Named({ credential: { kind, name, prefix } }: { credential: AnnouncedCredential }) {
  const shown = <MonoText>{prefix}…</MonoText>;
  if (kind === "client_secret") {
    return (
      <>
        Secret {shown} of the OAuth2 client {name}
      </>
    );
  }
  return (
    <>
      API key {name === "" ? null : `${name} `}
      {shown}
    </>
  );
}
