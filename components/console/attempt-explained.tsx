"use client";
// Why a connection did not come about, or ended: from the gateway's own record. A browser is not told why a handshake was
// refused.
import Alert from "@mui/material/Alert";
import Link from "@mui/material/Link";
import type { Attempt } from "#lib/console/attempt.ts";
import type { ToldWhy } from "./attempt-explanations.ts";

type AttemptExplainedProps = {
  attempt: Attempt;
  told: ToldWhy;
  /** Page of the gateway's records; null for who may not see it. */
  recordsHref: string | null;
};

export function AttemptExplained({ attempt, told, recordsHref }: AttemptExplainedProps) {
  if (told.kind === "none") return <Unrecorded attempt={attempt} />;
  if (told.kind === "asking") {
    return (
      <Alert severity="info" sx={{ mt: 1 }}>
        Asking the gateway why…
      </Alert>
    );
  }
  if (told.kind === "not looked for") {
    return (
      <Alert severity="warning" sx={{ mt: 1 }}>
        {attempt.openedAt === null
          ? "No connection came about"
          : `The connection ended with code ${attempt.close?.code}`}
        ; the gateway's record of it was not looked for. {told.why}
      </Alert>
    );
  }
  const { isCertain, happened, advice, handshake, connectionId } = told.found;
  return (
    <Alert severity="warning" sx={{ mt: 1 }}>
      {isCertain ? "" : "Probably: "}
      <strong>{happened}</strong> {advice} {handshake}{" "}
      {recordsHref === null ? null : (
        <Link
          href={`${recordsHref}?connection=${encodeURIComponent(connectionId)}`}
          underline="always"
          color="inherit"
        >
          The gateway's record
        </Link>
      )}
    </Alert>
  );
}

/** No gateway has heard of it: it did not get there. */
function Unrecorded({ attempt }: { attempt: Attempt }) {
  const { protocol, host } = new URL(attempt.url);
  if (attempt.openedAt !== null) {
    return (
      <Alert severity="warning" sx={{ mt: 1 }}>
        The connection was lost with code {attempt.close?.code}, and no gateway has a record of it yet.
      </Alert>
    );
  }
  return (
    <Alert severity="warning" sx={{ mt: 1 }}>
      {protocol === "wss:" ? (
        <>
          No gateway has heard of this attempt. Where its certificate is self-signed, the browser refuses it
          without a word:{" "}
          <Link href={`https://${host}/`} target="_blank" rel="noreferrer" underline="always" color="inherit">
            open https://{host} in a new tab
          </Link>
          , accept the certificate there until the page says that this address speaks WebSocket, then
          reconnect.
        </>
      ) : (
        <>No gateway has heard of this attempt. Is one running at {host}, and can this browser reach it?</>
      )}
    </Alert>
  );
}
