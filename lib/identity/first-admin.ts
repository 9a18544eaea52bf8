// What ADMIN_EMAIL and ADMIN_PASSWORD ask for: the first admin of a production installation.
import { z } from "zod";
import { demoAccounts } from "./demo-accounts.ts";

export const firstAdminUsername = "admin";

export type FirstAdmin = { readonly email: string; readonly password: string };

const firstAdminSchema = z.object({
  ADMIN_EMAIL: z
    .string({ error: "is not set, and ADMIN_PASSWORD is: set both or neither" })
    .toLowerCase()
    .pipe(z.email("has to be an e-mail address"))
    .refine(
      (address) => !demoAccounts.some(({ email }) => email === address),
      "is the address of a demo account",
    ),
  // The auth library refuses longer ones at sign-in.
  ADMIN_PASSWORD: z
    .string({ error: "is not set, and ADMIN_EMAIL is: set both or neither" })
    .min(12, "needs at least 12 characters")
    .max(128, "has to have at most 128 characters"),
});

/** The admin that the settings ask for, or null where they ask for none. Throws with what is wrong with them. */
export function readFirstAdmin(settings: {
  readonly ADMIN_EMAIL?: string | undefined;
  readonly ADMIN_PASSWORD?: string | undefined;
}): FirstAdmin | null {
  const { ADMIN_EMAIL, ADMIN_PASSWORD } = settings;
  if (ADMIN_EMAIL === undefined && ADMIN_PASSWORD === undefined) return null;
  const parsed = firstAdminSchema.safeParse({ ADMIN_EMAIL, ADMIN_PASSWORD });
  if (parsed.success) return { email: parsed.data.ADMIN_EMAIL, password: parsed.data.ADMIN_PASSWORD };
  const lines = parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}.`);
  throw new Error(lines.join("\n"));
}
