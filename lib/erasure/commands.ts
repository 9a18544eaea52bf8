// Erases a person: their account goes, their name leaves every history, and what they made stays.
import type { Db, DbReader } from "#lib/db/db.ts";
import { type Change, change } from "#lib/feed/change.ts";
import { refusingRolledBack, valueOrRollBack } from "#lib/feed/rolled-back.ts";
import { forgetTestConnections } from "#lib/gateways/connections/commands.ts";
import { type Circumstances, withdrawCredentials, withdrawIdentities } from "#lib/identity/commands.ts";
import { findPersonById, findPersonByName } from "#lib/identity/repository.ts";
import type { Person } from "#lib/identity/role.ts";
import { done, type Outcome, refuse } from "#lib/kernel/outcome.ts";
import type { Settings } from "#lib/kernel/settings.ts";
import { transferNote } from "#lib/teams/transfer/commands.ts";
import { type Erased, findHeir, settleApplications } from "./applications/commands.ts";
import { refuseOtherName } from "./erase-account.ts";
import { formerMember } from "./former-member.ts";

type ErasureTerms = Circumstances & {
  readonly newOwner: string | null;
  /** Of the installation: evaluation mode keeps its demo accounts. */
  readonly mode: Settings["SLUICE_MODE"];
};

/**
 * Erases the account of a username, or of an e-mail address where it has none; the sessions end with it. A team's applications
 * go to another owner of the team. Others go to `newOwner` with their subscriptions and credentials; without one they are
 * deleted, which is refused while any of them has a subscription. Teams with applications that nobody else owns go to
 * `newOwner` too. All or nothing. Refusals: `not_found`, `demo_account`, `last_admin`, `only_owner`, `has_subscriptions`, `owner_unknown`,
 * `owner_unfit`, `too_many`, `taken`.
 */
export async function eraseAccount(
  db: Db,
  { username, ...more }: ErasureTerms & { readonly username: string },
): Promise<Outcome<Erased>> {
  return erasing(db, async (inside) => {
    const person = await findPersonByName(inside.tx, username);
    if (!person) return refuse("not_found", `There is no account ${username}.`);
    return erase(inside, { person, ...more });
  });
}

type Confirmed = ErasureTerms & {
  readonly userId: string;
  /** Typed to confirm. */
  readonly username: string;
};

/** The same for an account by its id, where its username was typed. Refusals: `other_name`, and those of `eraseAccount`. */
export async function eraseConfirmed(
  db: Db,
  { userId, username, ...more }: Confirmed,
): Promise<Outcome<Erased>> {
  return erasing(db, async (inside) => {
    const person = await findPersonById(inside.tx, userId);
    if (!person) return refuse("not_found", "This account does not exist, or no longer.");
    return refuseOtherName(person, username) ?? erase(inside, { person, ...more });
  });
}

function erasing(db: Db, work: (inside: Change) => Promise<Outcome<Erased>>): Promise<Outcome<Erased>> {
  return refusingRolledBack(() => change(db, work));
}

async function erase(
  inside: Change,
  { person, newOwner, mode, ...circumstances }: ErasureTerms & { readonly person: Person },
): Promise<Outcome<Erased>> {
  const { tx } = inside;
  const heir = valueOrRollBack(await findHeir(tx, person, newOwner));
  const erased = valueOrRollBack(await settleApplications(inside, { person, heir, mode, circumstances }));
  await withdrawCredentials(inside, [person.id]);
  await withdrawIdentities(inside, [person.id]);
  await withdrawTestKeys(inside, person);
  await forgetName(tx, person);
  await removeAccount(tx, person);
  return done(erased);
}

/** The test keys they made are of no application. */
async function withdrawTestKeys({ tx, publish }: Change, { username }: Person): Promise<void> {
  const where = { kind: "test", createdBy: username };
  const keys = await tx.credential.findMany({ where, select: { id: true } });
  await tx.credential.deleteMany({ where });
  for (const { id } of keys) await publish({ kind: "credential", id, record: null });
}

/** Every column that says who did something. */
async function forgetName(tx: DbReader, { id, username }: Person): Promise<void> {
  const made = { where: { createdBy: username }, data: { createdBy: formerMember } };
  await tx.api.updateMany(made);
  await tx.secret.updateMany(made);
  await tx.revision.updateMany(made);
  await tx.credential.updateMany(made);
  await tx.scope.updateMany(made);
  await tx.oAuthClient.updateMany(made);
  await tx.denyPolicy.updateMany(made);
  await tx.issuer.updateMany(made);
  const did = { where: { by: username }, data: { by: formerMember } };
  await tx.lifecycleEvent.updateMany(did);
  await tx.subscriptionEvent.updateMany(did);
  await tx.subscriptionEvent.updateMany({
    where: { action: "transferred", note: transferNote(username) },
    data: { note: transferNote(formerMember) },
  });
  await tx.teamMember.updateMany({ where: { addedBy: username }, data: { addedBy: formerMember } });
  const asked = { where: { requestedBy: username }, data: { requestedBy: formerMember } };
  await tx.subscription.updateMany(asked);
  await tx.disconnectRequest.updateMany(asked);
  await tx.subscription.updateMany({ where: { decidedBy: username }, data: { decidedBy: formerMember } });
  await tx.deployment.updateMany({ where: { deployedBy: username }, data: { deployedBy: formerMember } });
  await tx.denyPolicy.updateMany({ where: { subject: "user", value: id }, data: { label: formerMember } });
  await forgetTestConnections(tx, username);
  await tx.savedMessage.deleteMany({ where: { ownerId: id, visibility: "private" } });
  await tx.savedMessage.updateMany({ where: { ownerId: id }, data: { ownerName: formerMember } });
}

/** The account, with its sessions, its password and what was sent to it: that names its address, or its id. */
async function removeAccount(tx: DbReader, { id }: Person): Promise<void> {
  const { email } = await tx.user.delete({ where: { id }, select: { email: true } });
  await tx.verification.deleteMany({ where: { OR: [{ identifier: email }, { value: id }] } });
}
