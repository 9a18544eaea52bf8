// Takes what anybody can sign in with out of a database that goes into production.
import { hashPassword } from "better-auth/crypto";
import type { Db } from "#lib/db/db.ts";
import { type Change, change } from "#lib/feed/change.ts";
import { RolledBack, refusingRolledBack, valueOrRollBack } from "#lib/feed/rolled-back.ts";
import {
  type Circumstances,
  ensureAdmin,
  setPassword,
  withdrawCredentials,
  withdrawIdentities,
} from "#lib/identity/commands.ts";
import { type DemoPasswordHolder, isUntouchedDemoAccount } from "#lib/identity/demo-accounts.ts";
import { findDemoPasswordHolders } from "#lib/identity/demo-passwords/commands.ts";
import type { FirstAdmin } from "#lib/identity/first-admin.ts";
import { listAdmins } from "#lib/identity/repository.ts";
import { done, type Outcome, refuse } from "#lib/kernel/outcome.ts";
import { findHeir, settleTeams } from "../applications/commands.ts";
import { refuseErasure } from "../holdings.ts";
import { listDesertedTeams, listHeldTeams } from "../repository.ts";

type Wanted = {
  readonly admin: FirstAdmin | null;
  /** Of teams with applications that demo accounts alone own. */
  readonly newOwner: string | null;
};

/**
 * Takes the demo password out of a database. Demo accounts go, with the applications that are of no team and with the teams
 * that nobody else is in; other teams are settled as when their people are erased. An account that somebody has made theirs
 * stays, with a new password. Their sessions end. The APIs that they made stay. All or nothing. Returns what it did, a
 * sentence each; the new passwords are in it and nowhere else. Refusals: `last_admin` (nobody could administer the
 * installation afterwards), `only_owner`, `owner_unknown`, `owner_unfit`, `too_many`, `taken`.
 */
export async function secureAccounts(
  db: Db,
  { admin, newOwner }: Wanted,
  circumstances: Circumstances & { readonly newPassword: () => string },
): Promise<Outcome<readonly string[]>> {
  const holders = await findDemoPasswordHolders(db);
  const untouched = holders.filter(isUntouchedDemoAccount);
  const going = new Set(untouched.map(({ id }) => id));
  if (!admin && (await listAdmins(db)).every(({ id }) => going.has(id))) {
    return refuse(
      "last_admin",
      "No admin would be left. Set ADMIN_EMAIL and ADMIN_PASSWORD and run this again.",
    );
  }
  const renewed = await Promise.all(
    holders
      .filter(({ id }) => !going.has(id))
      .map(async (holder) => {
        const password = circumstances.newPassword();
        return { ...holder, password, hash: await hashPassword(password) };
      }),
  );
  const remove = await removalFor(db);
  const work = async (inside: Change) => {
    const { tx } = inside;
    const report = await remove(inside, untouched, { newOwner, circumstances });
    for (const { id, username, password, hash } of renewed) {
      await setPassword(tx, id, hash, circumstances);
      report.push(`The account ${username} has a new password, shown this once: ${password}`);
    }
    if (admin) report.push(await ensureAdmin(tx, admin, circumstances));
    return done(holders.length > 0 ? report : ["No account has the demo password.", ...report]);
  };
  return refusingRolledBack(() => change(db, work));
}

/**
 * Removes accounts by what the database has: it may be of a version before there were applications, issuers or teams, as it
 * is secured before it is migrated.
 */
async function removalFor(db: Db) {
  const hasConsumers = await isThere(db.oAuthClient.count());
  const hasIssuers = await isThere(db.issuerIdentity.count());
  const hasTeams = await isThere(db.team.count());
  return async (
    inside: Change,
    people: readonly DemoPasswordHolder[],
    terms: Pick<Going, "newOwner" | "circumstances">,
  ) => {
    const { tx } = inside;
    const ids = people.map(({ id }) => id);
    const deserted = hasTeams ? await listDesertedTeams(tx, ids) : [];
    const report = hasTeams ? await leaveTeams(inside, { people, deserted, ...terms }) : [];
    if (hasConsumers) await withdrawCredentials(inside, ids);
    if (hasIssuers) await withdrawIdentities(inside, ids);
    await tx.session.deleteMany({ where: { userId: { in: ids } } });
    await tx.user.deleteMany({ where: { id: { in: ids } } });
    if (hasTeams) await tx.team.deleteMany({ where: { id: { in: [...deserted] } } });
    return [...report, ...people.map(({ username }) => `Removed the demo account ${username}.`)];
  };
}

type Going = {
  readonly people: readonly DemoPasswordHolder[];
  /** Teams that go with them. */
  readonly deserted: readonly string[];
  readonly newOwner: string | null;
  readonly circumstances: Circumstances;
};

/** Gives what they own in teams with other people to an owner who stays; says who got what. */
async function leaveTeams(
  inside: Change,
  { people, deserted, newOwner, circumstances }: Going,
): Promise<string[]> {
  const going = people.map(({ id }) => id);
  const report: string[] = [];
  for (const person of people) {
    const heir = valueOrRollBack(await findHeir(inside.tx, person, newOwner));
    const held = await listHeldTeams(inside.tx, { personId: person.id, going });
    const teams = held.filter(({ id }) => !deserted.includes(id));
    const holdings = { isKeptDemo: false, isOnlyAdmin: false, applications: [], teams };
    const refused = refuseErasure(holdings, { username: person.username, hasHeir: heir !== null });
    if (refused) throw new RolledBack(refused);
    for (const { owner, applications } of await settleTeams(inside, { person, heir, circumstances }, teams)) {
      report.push(
        `${owner} owns from now on: ${applications.join(", ")}. Their keys go on working: rotate them.`,
      );
    }
  }
  return report;
}

/** False of a table that is not there yet. */
function isThere(counted: Promise<number>): Promise<boolean> {
  return counted.then(
    () => true,
    () => false,
  );
}
