// Making an account for oneself, where the installation allows it. Pure.
import { z } from "zod";
import { bounded } from "#lib/kernel/bounded-text.ts";
import type { Settings } from "#lib/kernel/settings.ts";

export const LEAST_PASSWORD_LENGTH = 10;

/** Accounts that one address may make in an hour. */
export const registrationLimit = { points: 10, durationSeconds: 3_600 } as const;

export const registrationSchema = z.object({
  name: bounded("The name", 100).trim().min(1, "Enter your name"),
  username: bounded("The username", 40)
    .trim()
    .regex(/^[A-Za-z0-9._-]{3,}$/, "3 to 40 letters, digits, dots, dashes and underscores"),
  email: bounded("The e-mail address", 200).trim().pipe(z.email("Enter an e-mail address")),
  password: bounded("The password", 200).min(
    LEAST_PASSWORD_LENGTH,
    `At least ${LEAST_PASSWORD_LENGTH} characters`,
  ),
});
export type Registration = z.output<typeof registrationSchema>;

/** On in evaluation mode and off in production, unless SELF_REGISTRATION says otherwise. */
export function isRegistrationOpen({ SELF_REGISTRATION, SLUICE_MODE }: Settings): boolean {
  return (SELF_REGISTRATION ?? (SLUICE_MODE === "evaluation" ? "on" : "off")) === "on";
}
