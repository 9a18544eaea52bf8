"use client";
// Asks the server, where code may be made of schemas, whether the examples of a message fit; some time after the last key.
import { useEffect, useState } from "react";
import { type Action, useSigned } from "#components/ui/use-action.ts";
import { type MessageDraft, messageSchema } from "#lib/messages/message.ts";

type CheckInput = { apiId: string; channelKey: string; messageKey: string | null; message: MessageDraft };
export type CheckExamples = Action<CheckInput, readonly (readonly string[])[]>;

const PAUSE_MS = 500;
const NONE: readonly (readonly string[])[] = [];

/** By example, in words where it does not fit; none while that is not known. */
export function useExampleCheck(check: CheckExamples, input: CheckInput): readonly (readonly string[])[] {
  const signed = useSigned();
  const [answer, setAnswer] = useState({ about: "", misfits: NONE });
  const { message } = input;
  const about = JSON.stringify(input);
  const isAskable = message.examples.length > 0 && messageSchema.safeParse(message).success;
  useEffect(() => {
    if (!isAskable) return;
    let isOver = false;
    const timer = setTimeout(async () => {
      // What was written as JSON just now.
      const outcome = await check(signed(JSON.parse(about) as CheckInput)).catch(() => null);
      if (!isOver && outcome?.ok) setAnswer({ about, misfits: outcome.value });
    }, PAUSE_MS);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [check, signed, about, isAskable]);
  return answer.about === about ? answer.misfits : NONE;
}
