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
