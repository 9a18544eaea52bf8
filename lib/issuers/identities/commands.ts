// Writes of what stands for applications at issuers. Only what was proven comes into being; the proof itself is not kept.
import { applicationGone } from "#lib/applications/commands.ts";
import { whereMine } from "#lib/applications/whose.ts";
import type { DbReader } from "#lib/db/db.ts";
import { type Change, change } from "#lib/feed/change.ts";
import type { CommandContext } from "#lib/kernel/command-context.ts";
import { done, type Outcome, type Refusal, refuse } from "#lib/kernel/outcome.ts";
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
 * prove, and which endpoints its tokens lead to; another value or environment closes what the former one has opened with
 * 4401, and the history of its subscriptions tells of another value. Who has entered it without a proof loses it.
 * Refusals: `not_found`, `is_audience`, `issuer_off`, `taken`, and those of the proof at the field `token`.
 */
export async function setIdentity(context: CommandContext, input: SetIdentity): Promise<Outcome<null>> {
  const outcome = await change(context.db, (inside) => setInside(context, inside, input));
  if (!outcome.ok && outcome.code === UNKNOWN_KEY) await askForKeys(context.db, [input.issuerId]);
  return outcome;
}

async function setInside(
  context: CommandContext,
  inside: Change,
  input: SetIdentity,
): Promise<Outcome<null>> {
  const { tx } = inside;
  const { issuerId, applicationId, value, environment } = input;
  const application = { id: applicationId, ...whereMine(context.actor.id) };
  if ((await tx.application.count({ where: application })) === 0) return applicationGone;
  const issuer = await tx.issuer.findUnique({ where: { id: issuerId } });
  if (issuer === null) return issuerGone;
  const former = await tx.issuerIdentity.findFirst({ where: { issuerId, applicationId } });
  const isSame = former?.value === value;
  if (isSame && former.provenAt !== null && input.token === "")
    return keep(context, inside, { ...former, value }, { environment, provenAt: former.provenAt });
  const provenAt = context.now();
  const refusal = judgeAt(issuer, input, provenAt);
  if (refusal !== null) return refusal;
  if (isSame) return keep(context, inside, { ...former, value }, { environment, provenAt });
  const holder = await findHolder(tx, issuerId, value);
  if (holder !== null && holder.provenAt !== null) return valueTaken;
  if (former !== null) await remove(context, inside, former, issuer.name);
  if (holder !== null) await takeFrom(context, inside, holder, issuer.name);
  const added = { id: context.newId(), issuerId, applicationId, value, environment };
  await tx.issuerIdentity.create({ data: { ...added, createdAt: provenAt, provenAt } });
  await announce(inside, added);
  return done(null);
}

type IssuerAsStored = Parameters<typeof issuerRecordOf>[0] & {
  readonly name: string;
  readonly audience: string;
  readonly isOn: boolean;
};

/** Why a token does not prove a client at an issuer; null where it does. */
function judgeAt(issuer: IssuerAsStored, { value, token }: SetIdentity, now: Date): Refusal | null {
  if (value === issuer.audience) return isAudience;
  if (!issuer.isOn) return issuerOff;
  const proving = { ...issuerRecordOf(issuer), name: issuer.name };
  return judgeProof({ token, value }, proving, now.getTime());
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

type Standing = Pick<SetIdentity, "issuerId" | "applicationId" | "value" | "environment"> & {
  readonly id: string;
};

/** Tells the gateways what stands for an application. */
async function announce(
  { publish }: Change,
  { id, issuerId, value, applicationId, environment }: Standing,
): Promise<void> {
  const identity = { id, issuerId, value, applicationId, environment };
  await publish({ kind: "credential", id, record: { ...identity, kind: "external_client" } });
}

type Kept = Pick<SetIdentity, "environment"> & { readonly provenAt: Date };

/** Keeps the client; where it leads to other endpoints, as another credential, so that what it has opened is closed. */
async function keep(
  context: CommandContext,
  inside: Change,
  former: Omit<Standing, "environment"> & { readonly environment: string },
  { environment, provenAt }: Kept,
): Promise<Outcome<null>> {
  const isMoved = former.environment !== environment;
  const id = isMoved ? context.newId() : former.id;
  await inside.tx.issuerIdentity.update({
    where: { id: former.id },
    data: { id, environment, provenAt },
  });
  if (!isMoved) return done(null);
  await inside.publish({ kind: "credential", id: former.id, record: null });
  await announce(inside, { ...former, id, environment });
  return done(null);
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
