// What a new account is made from.
import type { Role } from "./role.ts";

export type NewAccount = {
  readonly username: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly roles: readonly Role[];
};
