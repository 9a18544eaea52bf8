"use client";
// Why a connection did not come about, or ended: from the gateway's own record. A browser is not told why a handshake was
// refused; the gateway is asked through the portal.
import Alert from "@mui/material/Alert";
import Link from "@mui/material/Link";
import { useEffect, useState } from "react";
import { callAction } from "#components/ui/call-action.ts";
import { type Action, useSigned } from "#components/ui/use-action.ts";
import type { Attempt } from "#lib/console/attempt.ts";

/** What the gateway's record says of an attempt; null where there is none yet. */
export type Explanation = {
  readonly connectionId: string;
  readonly happened: string;
  readonly advice: string;
} | null;

export type ExplainAttempt = Action<{ apiId: string; path: string; sinceMs: number }, Explanation>;

/** Gateways report within a second. */
const ASK_AFTER_MS = [300, 700, 1000, 1500, 2000];

type AttemptExplainedProps = { apiId: string; attempt: Attempt; explain: ExplainAttempt };

export function AttemptExplained({ apiId, attempt, explain }: AttemptExplainedProps) {
  const found = useExplanation(apiId, attempt, explain);
  if (found === undefined) {
    return (
      <Alert severity="info" sx={{ mt: 1 }}>
        Asking the gateway why…
      </Alert>
    );
  }
  if (found === null) return <Unrecorded attempt={attempt} />;
  const href = `/apis/${encodeURIComponent(apiId)}/connections?connection=${encodeURIComponent(found.connectionId)}`;
  return (
    <Alert severity="warning" sx={{ mt: 1 }}>
      <strong>{found.happened}</strong> {found.advice}{" "}
      <Link href={href} underline="always" color="inherit">
        The gateway's record
      </Link>
    </Alert>
  );
}

/** Undefined while it is asked for, null where there is no record. */
function useExplanation(
  apiId: string,
  { url, startedAt }: Attempt,
  explain: ExplainAttempt,
): Explanation | undefined {
  const signed = useSigned();
  const [found, setFound] = useState<Explanation>();
  useEffect(() => {
    let isOver = false;
    const ask = async () => {
      for (const waitMs of ASK_AFTER_MS) {
        await new Promise((resolve) => setTimeout(resolve, waitMs));
        if (isOver) return;
        const input = { apiId, path: new URL(url).pathname, sinceMs: Math.floor(startedAt) };
        const outcome = await callAction(() => explain(signed(input)));
        if (isOver) return;
        if (!outcome.ok || outcome.value !== null) return setFound(outcome.ok ? outcome.value : null);
      }
      setFound(null);
    };
    void ask();
    return () => {
      isOver = true;
    };
  }, [apiId, url, startedAt, explain, signed]);
  return found;
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
          , accept the certificate there, then reconnect.
        </>
      ) : (
        <>No gateway has heard of this attempt. Is one running at {host}, and can this browser reach it?</>
      )}
    </Alert>
  );
}
