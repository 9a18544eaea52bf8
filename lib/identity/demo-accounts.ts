// The accounts of evaluation mode. They exist nowhere else.
import type { NewAccount } from "./account.ts";

export const demoPassword = "sluice-demo";

export const demoAccounts: readonly NewAccount[] = [
  {
    username: "creator",
    name: "Cleo Creator",
    email: "creator@sluice.invalid",
    password: demoPassword,
    roles: ["creator"],
  },
  {
    username: "publisher",
    name: "Pat Publisher",
    email: "publisher@sluice.invalid",
    password: demoPassword,
    roles: ["publisher"],
  },
  {
    username: "subscriber",
    name: "Sam Subscriber",
    email: "subscriber@sluice.invalid",
    password: demoPassword,
    roles: ["subscriber"],
  },
  {
    username: "admin",
    name: "Ada Admin",
    email: "admin@sluice.invalid",
    password: demoPassword,
    roles: ["admin"],
  },
];

/** An account that has the demo password. */
export type DemoPasswordHolder = {
  readonly id: string;
  readonly username: string;
  readonly email: string;
  readonly isAdmin: boolean;
};

/** Whether evaluation mode made this account and nobody has made it theirs since: it has the demo's own e-mail address. */
export function isUntouchedDemoAccount({ email }: Pick<DemoPasswordHolder, "email">): boolean {
  return demoAccounts.some((account) => account.email === email.toLowerCase());
}

/** Why production does not start with these accounts and the command that mends it; null where there are none. */
export function demoPasswordProblem(holders: readonly DemoPasswordHolder[]): string | null {
  if (holders.length === 0) return null;
  const names = holders.map(({ username }) => username).join(", ");
  return [
    `Production does not start: the demo password, which anybody can read, opens ${holders.length === 1 ? "the account" : "the accounts"} ${names}.`,
    "Mend it with `npm run accounts -- secure`, in the same environment and with ADMIN_EMAIL and ADMIN_PASSWORD set:",
    "it removes the demo accounts, gives other accounts new passwords, makes the admin, and ends their sessions.",
  ].join("\n");
}
