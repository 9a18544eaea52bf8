// What every command is handed: the database, who acts, and the circumstances that are not its own to choose.
import type { Db } from "#lib/db/db.ts";
import type { Keyring } from "./keyring.ts";

export type CommandContext = {
  readonly db: Db;
  /** Username of who acts, for the record. Whether they may is decided before the command is called. */
  readonly actor: { readonly id: string; readonly username: string };
  readonly now: () => Date;
  readonly newId: () => string;
  /** Wraps the keys that encrypt secrets. */
  readonly keyring: Keyring;
};
