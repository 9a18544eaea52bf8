"use client";
// The key that a console connects with: got in one click with the connection, kept in memory, got anew when it has run out.
import { useCallback, useRef } from "react";
import type { CreateTestKey } from "#components/overview/try-it.tsx";
import { callAction } from "#components/ui/call-action.ts";
import { useSigned } from "#components/ui/use-action.ts";
import { done, type Outcome } from "#lib/kernel/outcome.ts";
import { type ServingStatus, untilServed } from "./until-served.ts";

export type Environment = "production" | "sandbox";

/** A key is not used in its last minute: it would close what was just opened. */
const LEAST_LEFT_MS = 60_000;

type Issued = { readonly key: string; readonly expiresAt: number };

/** Gives a key that the gateways know already. */
export function useCredential(
  apiId: string,
  { createTestKey, servingStatus }: { createTestKey: CreateTestKey; servingStatus: ServingStatus },
): (environment: Environment) => Promise<Outcome<string>> {
  const signed = useSigned();
  const issued = useRef(new Map<Environment, Issued>());
  return useCallback(
    async (environment) => {
      const known = issued.current.get(environment);
      if (known && known.expiresAt - Date.now() > LEAST_LEFT_MS) return done(known.key);
      const outcome = await callAction(() => createTestKey(signed({ apiId, environment })));
      if (!outcome.ok) return outcome;
      const { key, expiresAt, routingRevision } = outcome.value;
      issued.current.set(environment, { key, expiresAt: Date.parse(expiresAt) });
      await untilServed(() => callAction(() => servingStatus(signed({ apiId, routingRevision }))));
      return done(key);
    },
    [apiId, createTestKey, servingStatus, signed],
  );
}
