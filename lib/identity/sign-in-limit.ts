// How many wrong passwords are too many, and for whom. Failures count against where they come from, never against the
// account alone: somebody who guesses from anywhere must not be able to lock its owner out.
import { z } from "zod";

export const signInSchema = z.object({
  username: z.string().trim().min(1, "Enter your username").max(100, "A username has at most 100 characters"),
  password: z.string().min(1, "Enter your password").max(200, "A password has at most 200 characters"),
});

const quarterHour = 15 * 60;

export const signInLimits = {
  /** One account from one address. */
  perAccountAndAddress: { points: 5, durationSeconds: quarterHour },
  /** The same while the account is under attack from many addresses: each still has one attempt. */
  perAccountAndAddressUnderAttack: { points: 1, durationSeconds: quarterHour },
  /** One account from anywhere but known devices. It refuses nobody: above it, the account is under attack. */
  perAccount: { points: 50, durationSeconds: quarterHour },
  /** One address over all accounts. */
  perAddress: { points: 50, durationSeconds: 60 * 60 },
  /** One account from a device that it was signed in to before, whatever happens elsewhere. */
  perAccountAndDevice: { points: 10, durationSeconds: quarterHour },
} as const;

/** What somebody who has to wait is told. */
export function waitMessage(waitMs: number): string {
  const minutes = Math.max(1, Math.ceil(waitMs / 60_000));
  return `Too many wrong attempts. Try again in ${minutes === 1 ? "a minute" : `${minutes} minutes`}.`;
}

/** What somebody is told while others have their passwords checked. */
export const busyMessage = "Too many people are signing in right now. Try again in a few seconds.";
