// How many wrong passwords are too many. Three buckets: one account from one address, one account from anywhere
// (addresses can be forged or many), and one address over all accounts.
import { z } from "zod";

export const signInSchema = z.object({
  username: z.string().trim().min(1, "Enter your username").max(100, "A username has at most 100 characters"),
  password: z.string().min(1, "Enter your password").max(200, "A password has at most 200 characters"),
});

export const signInLimits = {
  perAccountAndAddress: { points: 5, durationSeconds: 15 * 60 },
  perAccount: { points: 100, durationSeconds: 15 * 60 },
  perAddress: { points: 50, durationSeconds: 60 * 60 },
} as const;

/** What somebody who has to wait is told. */
export function waitMessage(waitMs: number): string {
  const minutes = Math.max(1, Math.ceil(waitMs / 60_000));
  return `Too many wrong attempts. Try again in ${minutes === 1 ? "a minute" : `${minutes} minutes`}.`;
}
