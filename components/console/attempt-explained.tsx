"use client";
// Why a connection did not come about, or ended: from the gateway's own record. A browser is not told why a handshake was
// refused; the gateway is asked through the portal.
import Alert from "@mui/material/Alert";
import Link from "@mui/material/Link";
import { useEffect, useRef, useState } from "react";
import { callAction } from "#components/ui/call-action.ts";
import { type Action, useSigned } from "#components/ui/use-action.ts";
import type { Attempt } from "#lib/console/attempt.ts";
import type { RefusedAttempt } from "./refused-attempt.ts";

/** What the gateway's record says of an attempt; null where there is none yet. */
export type Explanation = {
  readonly connectionId: string;
  readonly happened: string;
  readonly advice: string;
  /** False where the attempt had no name to find it by: it may be that of another client at the same path. */
  readonly isCertain: boolean;
  /** Of a refusal: whether another attempt is in vain, and how long to wait else. Null of a connection that came about. */
  readonly refusal: { readonly isLasting: boolean; readonly retryAfterSeconds: number } | null;
  /** What the gateway saw of the handshake, in words; empty of a refusal. */
  readonly handshake: string;
} | null;

export type ExplainAttempt = Action<
  { apiId: string; path: string; sinceMs: number; attemptId: string | null; isLastTry: boolean },
  Explanation
>;

/** Gateways report within a second. */
const ASK_AFTER_MS = [300, 700, 1000, 1500, 2000];

type AttemptExplainedProps = {
  apiId: string;
  attempt: Attempt;
  explain: ExplainAttempt;
  /** Told of a refusal that was certainly that of this attempt. */
  onRefused: (refusal: RefusedAttempt) => void;
};

export function AttemptExplained(props: AttemptExplainedProps) {
  const { apiId, attempt } = props;
  const found = useExplanation(props);
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
      {found.isCertain ? "" : "Probably: "}
      <strong>{found.happened}</strong> {found.advice} {found.handshake}{" "}
      <Link href={href} underline="always" color="inherit">
        The gateway's record
      </Link>
    </Alert>
  );
}

/** Undefined while it is asked for, null where there is no record. */
function useExplanation({ apiId, attempt, explain, onRefused }: AttemptExplainedProps) {
  const { url, startedAt, attemptId } = attempt;
  const signed = useSigned();
  const tell = useRef(onRefused);
  useEffect(() => {
    tell.current = onRefused;
  });
  const [found, setFound] = useState<Explanation>();
  useEffect(() => {
    let isOver = false;
    const ask = async () => {
      const input = { apiId, path: new URL(url).pathname, sinceMs: Math.floor(startedAt), attemptId };
      for (const [tries, waitMs] of ASK_AFTER_MS.entries()) {
        await new Promise((resolve) => setTimeout(resolve, waitMs));
        const isLastTry = tries === ASK_AFTER_MS.length - 1;
        const outcome = await callAction(() => explain(signed({ ...input, isLastTry })));
        // Also where the next attempt has begun by now: it would be refused as this one was.
        const value = outcome.ok ? outcome.value : null;
        if (value?.refusal && value.isCertain) tell.current({ ...value, ...value.refusal });
        if (isOver) return;
        if (!outcome.ok || outcome.value !== null) return setFound(outcome.ok ? outcome.value : null);
      }
      setFound(null);
    };
    void ask();
    return () => {
      isOver = true;
    };
  }, [apiId, url, startedAt, attemptId, explain, signed]);
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
