// What has to be typed before an account is erased in the browser. Pure.
import { z } from "zod";
import { bounded } from "#lib/kernel/bounded-text.ts";
import { type Refusal, refuse } from "#lib/kernel/outcome.ts";

const username = bounded("The username", 200).trim().min(1, "Enter the username");

export const eraseOwnAccountSchema = z.object({
  username,
  password: bounded("A password", 200).min(1, "Enter your password"),
});
export type EraseOwnAccount = z.output<typeof eraseOwnAccountSchema>;

export const erasePersonSchema = z.object({
  userId: z.string().min(1).max(64),
  username,
  /** Of what nobody else owns; empty is nobody. */
  newOwner: bounded("The username", 200)
    .trim()
    .transform((name) => name || null),
});
export type ErasePerson = z.input<typeof erasePersonSchema>;

/** A refusal at the field where what was typed is not the username; an e-mail address stands for one where there is none. */
export function refuseOtherName(person: { readonly username: string }, typed: string): Refusal | null {
  if (typed.toLowerCase() === person.username.toLowerCase()) return null;
  return refuse("other_name", `This is not the username. Type ${person.username} to confirm.`, "username");
}
