// Writes of issuers. What is switched on is on the feed.
import type { Db } from "#lib/db/db.ts";
import { type Change, change } from "#lib/feed/change.ts";
import { refusingTaken } from "#lib/feed/refusing-taken.ts";
import type { CommandContext } from "#lib/kernel/command-context.ts";
import { done, type Outcome, refuse } from "#lib/kernel/outcome.ts";
import type { IssuerKey } from "#lib/routes/issuer-record.ts";
import { type CreateIssuer, type IssuerTerms, MAX_ISSUERS, type UpdateIssuer } from "./issuer.ts";
import { issuerRecordOf } from "./issuer-row.ts";

/** Of an issuer that is gone. */
export const issuerGone = refuse("not_found", "This issuer does not exist any more.");
const issuerTaken = refuse("taken", "There is an issuer of this name or address already.", "url");
const nameTaken = refuse("taken", "There is an issuer of this name: choose another.", "name");

/**
 * Registers an issuer with the keys that were discovered a moment ago; its tokens count from then on. `ownIssuer` is the
 * portal's own name, which nobody else may go by. Refusals: `taken`, `too_many`, `own_issuer`.
 */
export async function createIssuer(
  context: CommandContext,
  input: CreateIssuer,
  { ownIssuer, keys }: { readonly ownIssuer: string; readonly keys: readonly IssuerKey[] },
): Promise<Outcome<{ readonly issuerId: string }>> {
  if (input.url === ownIssuer) {
    return refuse("own_issuer", "This is the portal itself: the gateways take its tokens anyway.", "url");
  }
  return refusingTaken(issuerTaken, () =>
    change(context.db, async (inside) => {
      if ((await inside.tx.issuer.count()) >= MAX_ISSUERS) {
        return refuse("too_many", `There are ${MAX_ISSUERS} issuers, which is the most: delete one first.`);
      }
      const id = context.newId();
      const createdAt = context.now();
      const { url, ...terms } = input;
      await inside.tx.issuer.create({
        data: {
          id,
          url,
          ...columnsOf(terms),
          keys: JSON.stringify(keys),
          attemptedAt: createdAt,
          refreshedAt: createdAt,
          createdBy: context.actor.username,
          createdAt,
        },
      });
      await publishIssuer(inside, id);
      return done({ issuerId: id });
    }),
  );
}

/**
 * Changes an issuer's name, and what is asked of its tokens. Open connections follow within a second: those whose token does
 * not fit any more are closed with 4401. Proofs of clients are of the claim that they were read by: with another one they are
 * void. Refusals: `not_found`, `taken`, `is_client`.
 */
export async function updateIssuer(
  context: CommandContext,
  { issuerId, ...terms }: UpdateIssuer,
): Promise<Outcome<null>> {
  return refusingTaken(nameTaken, () =>
    change(context.db, async (inside) => {
      const client = { issuerId, value: terms.audience };
      if ((await inside.tx.issuerIdentity.count({ where: client })) > 0) {
        return refuse(
          "is_client",
          "An application goes by this id there: enter whom the tokens are for.",
          "audience",
        );
      }
      const { applicationClaim } = terms;
      await inside.tx.issuerIdentity.updateMany({
        where: { issuerId, issuer: { applicationClaim: { not: applicationClaim } } },
        data: { provenAt: null },
      });
      const { count } = await inside.tx.issuer.updateMany({
        where: { id: issuerId },
        data: columnsOf(terms),
      });
      if (count === 0) return issuerGone;
      await publishIssuer(inside, issuerId);
      return done(null);
    }),
  );
}

/** Switches an issuer on or off; off, its open connections are closed with 4401. Refusals: `not_found`. */
export async function switchIssuer(
  context: CommandContext,
  { issuerId, isOn }: { readonly issuerId: string; readonly isOn: boolean },
): Promise<Outcome<null>> {
  return change(context.db, async (inside) => {
    const { count } = await inside.tx.issuer.updateMany({ where: { id: issuerId }, data: { isOn } });
    if (count === 0) return issuerGone;
    await publishIssuer(inside, issuerId);
    return done(null);
  });
}

/** Deletes an issuer and what stood for applications there; open connections are closed with 4401. Refusals: `not_found`. */
export async function deleteIssuer(
  context: CommandContext,
  { issuerId }: { readonly issuerId: string },
): Promise<Outcome<null>> {
  return change(context.db, async (inside) => {
    const { tx, publish } = inside;
    const identities = await tx.issuerIdentity.findMany({ where: { issuerId }, select: { id: true } });
    const { count } = await tx.issuer.deleteMany({ where: { id: issuerId } });
    if (count === 0) return issuerGone;
    for (const { id } of identities) await publish({ kind: "credential", id, record: null });
    await publishIssuer(inside, issuerId);
    return done(null);
  });
}

/** Notes for the portals that gateways have met keys of these issuers that they do not know. */
export async function askForKeys(db: Db, issuerIds: readonly string[]): Promise<void> {
  const where = { id: { in: [...issuerIds] }, isKeyWanted: false };
  // A storm of such keys reads, and writes once: SQLite has one writer.
  if ((await db.issuer.count({ where })) === 0) return;
  await db.issuer.updateMany({ where, data: { isKeyWanted: true } });
}

function columnsOf(terms: IssuerTerms) {
  const { name, algorithms } = terms;
  return { ...terms, nameKey: name.toLowerCase(), algorithms: JSON.stringify(algorithms) };
}

/** Tells the gateways how an issuer stands now. */
export async function publishIssuer({ tx, publish }: Change, id: string): Promise<void> {
  const row = await tx.issuer.findUnique({ where: { id } });
  const record = row?.isOn ? issuerRecordOf(row) : null;
  await publish({ kind: "issuer", id, record });
}
