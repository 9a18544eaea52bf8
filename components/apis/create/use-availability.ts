"use client";
// Asks the server, in pauses of the typing, whether name, version and context are still free.
import { useEffect, useEffectEvent, useState } from "react";
import { callAction } from "#components/ui/call-action.ts";
import type { FieldErrors, Outcome } from "#lib/kernel/outcome.ts";
import { type CreateValues, parsedField } from "./create-values.ts";

type Identity = { readonly name: string; readonly version: string; readonly context: string };
export type CheckAvailability = (input: Identity) => Promise<Outcome<null>>;

export type Availability = {
  readonly status: "unknown" | "checking" | "free" | "taken";
  /** Why not, by field. */
  readonly fields: FieldErrors;
};

const pauseMs = 450;
const nothing: FieldErrors = {};

export function useAvailability(values: CreateValues, check: CheckAvailability): Availability {
  const identity = identityOf(values);
  const key = identity ? JSON.stringify([identity.name, identity.version, identity.context]) : "";
  const [answer, setAnswer] = useState<{ key: string; outcome: Outcome<null> } | null>(null);
  const ask = useEffectEvent(async () => identity && (await callAction(() => check(identity))));

  useEffect(() => {
    if (key === "") return;
    let isCurrent = true;
    const timer = setTimeout(async () => {
      const outcome = await ask();
      if (outcome && isCurrent) setAnswer({ key, outcome });
    }, pauseMs);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [key]);

  if (key === "") return { status: "unknown", fields: nothing };
  if (answer?.key !== key) return { status: "checking", fields: nothing };
  if (answer.outcome.ok) return { status: "free", fields: nothing };
  // Anything but `taken` (no network, an ended session) says nothing about the name; pressing the button will tell.
  if (answer.outcome.code !== "taken") return { status: "unknown", fields: nothing };
  return { status: "taken", fields: answer.outcome.fields ?? nothing };
}

function identityOf({ name, version, context }: CreateValues): Identity | null {
  const parsed = {
    name: parsedField("name", name),
    version: parsedField("version", version),
    context: parsedField("context", context),
  };
  return parsed.name && parsed.version && parsed.context
    ? { name: parsed.name, version: parsed.version, context: parsed.context }
    : null;
}
