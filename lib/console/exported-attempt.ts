// An attempt to connect as a file of a transcript has it.
import { z } from "zod";
import { type Attempt, isOver } from "./attempt.ts";
import { withoutSecretProtocols } from "./left-out-credentials.ts";

const STATES = ["connecting", "open", "closing", "closed", "cancelled", "failed", "forbidden"] as const;

export const attemptSchema = z.object({
  number: z.int(),
  attemptId: z.string().nullable(),
  state: z.enum(STATES),
  startedAt: z.number(),
  openedAt: z.number().nullable(),
  endedAt: z.number().nullable(),
  subprotocol: z.string(),
  extensions: z.string(),
  wasClosedHere: z.boolean(),
  close: z.object({ code: z.int(), reason: z.string(), isClean: z.boolean() }).nullable(),
  forbidden: z.string(),
});

/** Its outcome and its handshake; not where to, which may carry what is nobody's business, nor what was offered. */
export type ExportedAttempt = z.infer<typeof attemptSchema>;

export function exportedAttempt(attempt: Attempt): ExportedAttempt {
  const [subprotocol = ""] = withoutSecretProtocols([attempt.subprotocol]);
  return attemptSchema.parse({ ...attempt, subprotocol });
}

/** What a file tells of attempts; what is none is left out. The socket of one that was open has ended since. */
export function readAttempts(told: unknown): readonly Attempt[] {
  if (!Array.isArray(told)) return [];
  return told.flatMap((one) => {
    const read = attemptSchema.safeParse(one);
    if (!read.success) return [];
    const attempt = { ...read.data, url: "", offered: [] };
    return [isOver(attempt) ? attempt : { ...attempt, state: "closed" as const }];
  });
}
