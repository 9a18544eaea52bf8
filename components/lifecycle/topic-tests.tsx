"use client";
// Before publishing: whether the backend takes a connection on each topic. It warns and does not stand in the way.
import Alert from "@mui/material/Alert";
import Typography from "@mui/material/Typography";
import { useEffect, useEffectEvent, useState } from "react";
import { callAction } from "#components/ui/call-action.ts";
import { MonoText } from "#components/ui/mono-text.tsx";
import type { TopicTest } from "#lib/endpoint-tests/endpoint-test.ts";
import type { Outcome } from "#lib/kernel/outcome.ts";

export type TestTopicsOf = (input: { apiId: string }) => Promise<Outcome<readonly TopicTest[]>>;

type TopicTestsProps = { apiId: string; testTopicsOf: TestTopicsOf };

export function TopicTests({ apiId, testTopicsOf }: TopicTestsProps) {
  const [outcome, setOutcome] = useState<Outcome<readonly TopicTest[]> | null>(null);
  const ask = useEffectEvent(() => callAction(() => testTopicsOf({ apiId })));
  useEffect(() => {
    let isOver = false;
    void ask().then((answer) => {
      if (!isOver) setOutcome(answer);
    });
    return () => {
      isOver = true;
    };
  }, []);
  return (
    <Typography component="div" variant="body2" role="status" sx={{ mt: 2 }}>
      {outcome === null ? "Testing the topics at the backend…" : <Result outcome={outcome} />}
    </Typography>
  );
}

function Result({ outcome }: { outcome: Outcome<readonly TopicTest[]> }) {
  if (!outcome.ok) return <>The topics could not be tested: {outcome.message}</>;
  const tested = outcome.value.length;
  const failed = outcome.value.filter(({ probe }) => probe?.verdict !== "accepted");
  if (failed.length === 0) {
    return (
      <>{tested === 1 ? "The topic reaches its backend." : `All ${tested} topics reach their backend.`}</>
    );
  }
  return (
    <Alert severity="warning" role="none">
      {failed.length === 1 ? "A topic does" : `${failed.length} of ${tested} topics do`} not reach the
      backend: clients would get 502 there.
      {failed.map(({ address, url, probe }) => (
        <div key={address}>
          <MonoText>{address}</MonoText> → {url === null ? "no URL" : <MonoText>{url}</MonoText>}:{" "}
          {probe?.message ?? "the mapping gives no address with example values."}
        </div>
      ))}
    </Alert>
  );
}
