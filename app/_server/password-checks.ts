// The portal's password checks: bounded in number, and of one cost for known and unknown names.
import "server-only";
import { availableParallelism } from "node:os";
import { hashPassword, verifyPassword } from "better-auth/crypto";
import { createPasswordGate } from "#lib/identity/password-gate.ts";
import { RefusalPace } from "#lib/identity/refusal-pace.ts";
import { createEvenCost } from "./even-cost.ts";

const { passwords, evenly } = createEvenCost({ hash: hashPassword, verify: verifyPassword });

export { evenly, passwords as countedPasswords };

/** Half the cores, at most two of the pool's four threads: pages go on being served while passwords are checked. */
export const passwordGate = createPasswordGate({
  running: Math.max(1, Math.min(2, Math.floor(availableParallelism() / 2))),
  waiting: 32,
  perClient: 4,
});

/** Five pages a second for whoever is refused in a loop, some seconds for a person who is refused beside them. */
export const refusalPace = new RefusalPace({ everyMs: 200, mostMs: 5_000 });
