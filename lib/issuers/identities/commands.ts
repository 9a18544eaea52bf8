// Writes of what stands for applications at issuers. Only what was proven comes into being; the proof itself is not kept.
import { applicationGone } from "#lib/applications/commands.ts";
import { whereMine } from "#lib/applications/whose.ts";
import type { DbReader } from "#lib/db/db.ts";
import { type Change, change } from "#lib/feed/change.ts";
import type { CommandContext } from "#lib/kernel/command-context.ts";
import { done, type Outcome, refuse } from "#lib/kernel/outcome.ts";
import { recordOfApplication } from "#lib/subscriptions/commands.ts";
import { askForKeys, issuerGone } from "../commands.ts";
import type { OneIdentity, SetIdentity } from "../issuer.ts";
import { issuerRecordOf } from "../issuer-row.ts";
import { judgeProof, UNKNOWN_KEY } from "./proof.ts";

const valueTaken = refuse(
  "taken",
  "Another application has proven already that this client is its own: ask an administrator.",
  "value",
);
const identityGone = refuse("not_found", "No client of this issuer stands for this application any more.");
const isAudience = refuse("is_audience", "This is whom the tokens are for, not who gets them.", "value");
const issuerOff = refuse(
  "issuer_off",
  "This issuer is switched off, and none of its tokens count: ask an administrator.",
  "value",
);

/**
 * Says what stands for an application of the person who acts in an issuer's tokens, which a token of that client has to
 * prove; another value closes what the former one has opened, which the history of its subscriptions says. Who has entered it without a proof loses it. Refusals:
 * `not_found`, `is_audience`, `issuer_off`, `taken`, and those of the proof at the field `token`.
 */
export async function setIdentity(context: CommandContext, input: SetIdentity): Promise<Outcome<null>> {
  const outcome = await change(context.db, (inside) => setInside(context, inside, input));
  if (!outcome.ok && outcome.code === UNKNOWN_KEY) await askForKeys(context.db, [input.issuerId]);
  return outcome;
}

async function setInside(
  context: CommandContext,
  inside: Change,
  { issuerId, applicationId, value, token }: SetIdentity,
): Promise<Outcome<null>> {
  const { tx } = inside;
  const application = { id: applicationId, ...whereMine(context.actor.id) };
  if ((await tx.application.count({ where: application })) === 0) return applicationGone;
  const issuer = await tx.issuer.findUnique({ where: { id: issuerId } });
  if (issuer === null) return issuerGone;
  const former = await tx.issuerIdentity.findFirst({ where: { issuerId, applicationId } });
  const isSame = former?.value === value;
  if (isSame && former.provenAt !== null && token === "") return done(null);
  if (value === issuer.audience) return isAudience;
  if (!issuer.isOn) return issuerOff;
  const proving = { ...issuerRecordOf(issuer), name: issuer.name };
  const refusal = judgeProof({ token, value }, proving, context.now().getTime());
  if (refusal !== null) return refusal;
  const provenAt = context.now();
  if (isSame) {
    await tx.issuerIdentity.update({ where: { id: former.id }, data: { provenAt } });
    return done(null);
  }
  const holder = await findHolder(tx, issuerId, value);
  if (holder !== null && holder.provenAt !== null) return valueTaken;
  if (former !== null) await remove(context, inside, former, issuer.name);
  if (holder !== null) await takeFrom(context, inside, holder, issuer.name);
  await add(inside, { id: context.newId(), issuerId, applicationId, value, createdAt: provenAt, provenAt });
  return done(null);
}

/**
 * Takes away what stands for an application of the person who acts in an issuer's tokens: what it has opened is closed with
 * 4401, and whoever proves it next has it. Takes away the note too that another application has proven it. Refusals:
 * `not_found`.
 */
export function takeIdentityAway(
  context: CommandContext,
  { issuerId, applicationId }: OneIdentity,
): Promise<Outcome<null>> {
  return change(context.db, async (inside) => {
    const identity = await inside.tx.issuerIdentity.findFirst({
      where: { issuerId, applicationId, application: whereMine(context.actor.id) },
      select: { id: true, applicationId: true, value: true, issuer: { select: { name: true } } },
    });
    if (identity === null) return identityGone;
    await remove(context, inside, identity, identity.issuer.name);
    return done(null);
  });
}

type Identity = { readonly id: string; readonly applicationId: string; readonly value: string | null };

function findHolder(tx: DbReader, issuerId: string, value: string) {
  return tx.issuerIdentity.findUnique({ where: { issuerId_value: { issuerId, value } } });
}

type Added = Identity & {
  readonly issuerId: string;
  readonly value: string;
  readonly createdAt: Date;
  readonly provenAt: Date;
};

async function add({ tx, publish }: Change, data: Added): Promise<void> {
  await tx.issuerIdentity.create({ data });
  const { id, issuerId, value, applicationId } = data;
  const identity = { id, issuerId, value, applicationId };
  const record = { ...identity, kind: "external_client", environment: "production" } as const;
  await publish({ kind: "credential", id, record });
}

async function remove(
  context: CommandContext,
  inside: Change,
  { id, applicationId, value }: Identity,
  issuerName: string,
): Promise<void> {
  await inside.tx.issuerIdentity.delete({ where: { id } });
  if (value === null) return; // the history says since the client went that it did
  await inside.publish({ kind: "credential", id, record: null });
  await recordOfApplication(context, inside, applicationId, "clientRemoved", `At ${issuerName}`);
}

/** Leaves the row without its value, so that its owners see what has become of it. */
async function takeFrom(
  context: CommandContext,
  inside: Change,
  { id, applicationId }: Identity,
  issuerName: string,
): Promise<void> {
  await inside.tx.issuerIdentity.update({ where: { id }, data: { value: null } });
  await inside.publish({ kind: "credential", id, record: null });
  await recordOfApplication(context, inside, applicationId, "clientLost", `At ${issuerName}`);
}
