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
  14: "",
  3: "within 3 days",
  0: "within a day or already",
};

/** How many, and how soon the first of them: "2 credentials end soon, the first within 3 days". */
export function expirySummary({ total, credentials }: ExpiryAnnouncement): string {
  const first = urgency[credentials[0]?.stage ?? 14];
  const soon = `${countedWords(total, "credential")} ${total === 1 ? "ends" : "end"} soon`;
  if (first === "") return soon;
  return `${soon}, ${total === 1 ? "" : "the first "}${first}`;
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
