// Credentials that end soon, in words and in the colours of how urgent it is. The words say it too: colour is never alone.
import { countedWords } from "#components/ui/quantity-words.ts";
import type {
  AnnouncedCredential,
  ExpiryAdvice,
  ExpiryAnnouncement,
  ExpiryStage,
} from "#lib/credentials/expiry/credential-expiry.ts";

export const expirySeverity = { 14: "info", 3: "warning", 0: "error" } as const satisfies Record<
  ExpiryStage,
  string
>;

const urgency: Readonly<Record<ExpiryStage, string>> = {
  14: "soon",
  3: "within 3 days",
  0: "within a day",
};

/** How many, and how soon the first of them: "2 credentials end soon, the first within 3 days". */
export function expirySummary({ total, credentials }: ExpiryAnnouncement): string {
  const [first] = credentials;
  const counted = countedWords(total, "credential");
  const when = urgency[first?.stage ?? 14];
  if (total === 1) return `${counted} ${first?.hasEnded ? "has ended" : `ends ${when}`}`;
  if (first?.hasEnded) return `${counted} have ended or end soon`;
  return `${counted} end soon${when === "soon" ? "" : `, the first ${when}`}`;
}

const advices: Readonly<Record<ExpiryAdvice, string>> = {
  rotate: "rotate it.",
  make_another: "make another, or revoke this one if nothing needs it.",
  use_successor: "take the one into use that has its place, then revoke this one.",
};

/** What to do, as the end of a sentence. */
export function adviceWords({ advice }: AnnouncedCredential): string {
  return advices[advice];
}
