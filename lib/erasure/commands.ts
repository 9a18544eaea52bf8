// Erases a person: their account goes, their name leaves every history, and what they made stays.
import { MAX_APPLICATIONS } from "#lib/applications/application.ts";
import { publishApplication } from "#lib/applications/commands.ts";
import type { Db, DbReader } from "#lib/db/db.ts";
import { type Change, change } from "#lib/feed/change.ts";
import { refusingTaken } from "#lib/feed/refusing-taken.ts";
import { withdrawCredentials, withdrawIdentities } from "#lib/identity/commands.ts";
import { findPersonByName, listAdmins } from "#lib/identity/repository.ts";
import { can, type Person } from "#lib/identity/role.ts";
import { done, type Outcome, refuse } from "#lib/kernel/outcome.ts";
import { formerMember } from "./former-member.ts";

/** What became of the applications of somebody who was erased: their names. */
export type Erased = { readonly moved: readonly string[]; readonly deleted: readonly string[] };

const nameTaken = refuse(
  "taken",
  "Nothing was changed: the new owner has an application of the same name. Rename one of the two first.",
);

/**
 * Erases the account of a username, or of an e-mail address where it has none; the sessions end with it. Applications go
 * to `newOwner` with their subscriptions and credentials; without one they are deleted, which is refused while any of them
 * has a subscription. All or nothing. Refusals: `not_found`, `last_admin`, `has_subscriptions`, `owner_unknown`,
 * `owner_unfit`, `too_many`, `taken`.
 */
export async function eraseAccount(
  db: Db,
  { username, newOwner }: { readonly username: string; readonly newOwner: string | null },
): Promise<Outcome<Erased>> {
  return refusingTaken(nameTaken, () =>
    change(db, async (inside) => {
      const { tx } = inside;
      const person = await findPersonByName(tx, username);
      if (!person) return refuse("not_found", `There is no account ${username}.`);
      const admins = await listAdmins(tx);
      if (admins.length === 1 && admins[0]?.id === person.id) {
        return refuse("last_admin", `${person.username} is the only admin: make another one first.`);
      }
      const left =
        newOwner === null ? await checkDeletable(tx, person) : await move(inside, person, newOwner);
      if (!left.ok) return left;
      await withdrawCredentials(inside, [person.id]);
      await withdrawIdentities(inside, [person.id]);
      await withdrawTestKeys(inside, person);
      await forgetName(tx, person);
      await removeAccount(tx, person);
      return left;
    }),
  );
}

/** What is deleted with its owner. */
async function checkDeletable(tx: DbReader, person: Person): Promise<Outcome<Erased>> {
  const owned = await tx.application.findMany({
    where: { ownerId: person.id },
    orderBy: { nameKey: "asc" },
    select: { name: true, _count: { select: { subscriptions: true } } },
  });
  const used = owned.filter(({ _count }) => _count.subscriptions > 0).map(({ name }) => name);
  if (used.length > 0) {
    const message = `${person.username} owns applications with subscriptions: ${used.join(", ")}. Choose who owns them from now on.`;
    return refuse("has_subscriptions", message);
  }
  return done({ moved: [], deleted: owned.map(({ name }) => name) });
}

async function move(inside: Change, person: Person, newOwner: string): Promise<Outcome<Erased>> {
  const { tx } = inside;
  const owner = await findPersonByName(tx, newOwner);
  if (!owner) return refuse("owner_unknown", `There is no account ${newOwner} to own the applications.`);
  if (owner.id === person.id || !can(owner, "application:own")) {
    return refuse("owner_unfit", `${owner.username} cannot own the applications: choose another subscriber.`);
  }
  const owned = await tx.application.findMany({
    where: { ownerId: person.id },
    orderBy: { nameKey: "asc" },
    select: { id: true, name: true },
  });
  if (owned.length + (await tx.application.count({ where: { ownerId: owner.id } })) > MAX_APPLICATIONS) {
    return refuse(
      "too_many",
      `${owner.username} would have more than ${MAX_APPLICATIONS} applications, which is the most.`,
    );
  }
  await tx.application.updateMany({ where: { ownerId: person.id }, data: { ownerId: owner.id } });
  for (const { id } of owned) await publishApplication(inside, id);
  return done({ moved: owned.map(({ name }) => name), deleted: [] });
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
  const asked = { where: { requestedBy: username }, data: { requestedBy: formerMember } };
  await tx.subscription.updateMany(asked);
  await tx.disconnectRequest.updateMany(asked);
  await tx.subscription.updateMany({ where: { decidedBy: username }, data: { decidedBy: formerMember } });
  await tx.deployment.updateMany({ where: { deployedBy: username }, data: { deployedBy: formerMember } });
  await tx.denyPolicy.updateMany({ where: { subject: "user", value: id }, data: { label: formerMember } });
  await tx.savedMessage.deleteMany({ where: { ownerId: id, visibility: "private" } });
  await tx.savedMessage.updateMany({ where: { ownerId: id }, data: { ownerName: formerMember } });
}

/** The account, with its sessions, its password and what was sent to it: that names its address, or its id. */
async function removeAccount(tx: DbReader, { id }: Person): Promise<void> {
  const { email } = await tx.user.delete({ where: { id }, select: { email: true } });
  await tx.verification.deleteMany({ where: { OR: [{ identifier: email }, { value: id }] } });
}
