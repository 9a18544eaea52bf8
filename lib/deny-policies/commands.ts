// Writes of deny policies: what is switched on is on the feed, and reaches the gateways within a second.
import { publishApplication } from "#lib/applications/commands.ts";
import { type Change, change } from "#lib/feed/change.ts";
import { refusingTaken } from "#lib/feed/refusing-taken.ts";
import type { CommandContext } from "#lib/kernel/command-context.ts";
import { done, type Outcome, refuse } from "#lib/kernel/outcome.ts";
import { denyRecordSchema } from "#lib/routes/deny-record.ts";
import {
  type CreateDenyPolicy,
  isInForce,
  MAX_DENY_POLICIES,
  normalPath,
  normalRange,
} from "./deny-policy.ts";

const policyGone = refuse("not_found", "This policy does not exist any more.");
const alreadyDenied = refuse(
  "taken",
  "There is a policy for this already: switch that one on, or delete it first.",
  "what",
);
const HOUR_MS = 3_600_000;

/** Denies something from now on. Refusals: `not_found` of what is denied, `taken`, `too_many`. */
export async function createDenyPolicy(
  context: CommandContext,
  input: CreateDenyPolicy,
): Promise<Outcome<{ readonly policyId: string }>> {
  const { subject, note, lifetimeHours } = input;
  return refusingTaken(alreadyDenied, () =>
    change(context.db, async (inside) => {
      if ((await inside.tx.denyPolicy.count()) >= MAX_DENY_POLICIES) {
        return refuse("too_many", `There are ${MAX_DENY_POLICIES} policies, which is the most.`, "what");
      }
      const found = await findDenied(inside, input);
      if (!found.ok) return found;
      const id = context.newId();
      const createdAt = context.now();
      const endsAt = lifetimeHours === null ? null : new Date(createdAt.getTime() + lifetimeHours * HOUR_MS);
      await inside.tx.denyPolicy.create({
        data: { id, subject, ...found.value, note, endsAt, createdBy: context.actor.username, createdAt },
      });
      await publishPolicy(context, inside, id);
      return done({ policyId: id });
    }),
  );
}

/** Switches a policy on or off. Refusals: `not_found`, `ended`. */
export async function switchDenyPolicy(
  context: CommandContext,
  { policyId, isOn }: { readonly policyId: string; readonly isOn: boolean },
): Promise<Outcome<null>> {
  return change(context.db, async (inside) => {
    const policy = await inside.tx.denyPolicy.findUnique({
      where: { id: policyId },
      select: { endsAt: true },
    });
    if (!policy) return policyGone;
    if (isOn && !isInForce({ isOn, ...policy }, context.now())) {
      return refuse("ended", "This policy has reached its end: delete it and make another.");
    }
    await inside.tx.denyPolicy.update({ where: { id: policyId }, data: { isOn } });
    await publishPolicy(context, inside, policyId);
    return done(null);
  });
}

/** Deletes a policy; what it denied may connect again. Refusals: `not_found`. */
export async function deleteDenyPolicy(
  context: CommandContext,
  { policyId }: { readonly policyId: string },
): Promise<Outcome<null>> {
  return change(context.db, async (inside) => {
    const { count } = await inside.tx.denyPolicy.deleteMany({ where: { id: policyId } });
    if (count === 0) return policyGone;
    await publishPolicy(context, inside, policyId);
    return done(null);
  });
}

type Denied = { readonly value: string; readonly label: string };

/** What is denied, by what an admin calls it. */
async function findDenied(inside: Change, { subject, what }: CreateDenyPolicy): Promise<Outcome<Denied>> {
  switch (subject) {
    case "address": {
      const range = normalRange(what);
      return done({ value: range, label: range });
    }
    case "user":
      return findUser(inside, what);
    case "application":
      return findApplication(inside, what);
    case "api":
      return findPath(inside, what);
  }
}

async function findUser({ tx }: Change, what: string): Promise<Outcome<Denied>> {
  const user = await tx.user.findUnique({
    where: { username: what.toLowerCase() },
    select: { id: true, username: true },
  });
  return user
    ? done({ value: user.id, label: user.username ?? what })
    : refuse("not_found", `There is nobody with the user name "${what}".`, "what");
}

async function findApplication({ tx }: Change, what: string): Promise<Outcome<Denied>> {
  const slash = what.indexOf("/");
  if (slash < 1) {
    return refuse("invalid", "Write the owner's user name, a slash and the application's name.", "what");
  }
  const owner = what.slice(0, slash).trim();
  const nameKey = what.slice(slash + 1).trim();
  const application = await tx.application.findFirst({
    where: { owner: { username: owner.toLowerCase() }, nameKey: nameKey.toLowerCase() },
    select: { id: true, name: true, owner: { select: { username: true } } },
  });
  return application
    ? done({ value: application.id, label: `${application.owner.username ?? owner}/${application.name}` })
    : refuse("not_found", `"${owner}" has no application of the name "${nameKey}".`, "what");
}

/** The path has to lead to an API by now, or a slip of the keyboard would deny nothing and look as if it did. */
async function findPath({ tx }: Change, what: string): Promise<Outcome<Denied>> {
  const path = normalPath(what);
  const api = await tx.api.findFirst({
    where: {
      OR: [{ pathKey: path }, { pathKey: { startsWith: `${path}/` } }, { family: { contextKey: path } }],
    },
    select: { id: true },
  });
  return path !== "/" && api
    ? done({ value: path, label: path })
    : refuse(
        "not_found",
        `No API has the path ${path}: write its context, with or without a version.`,
        "what",
      );
}

/** Tells the gateways how a policy stands now. */
async function publishPolicy(context: CommandContext, inside: Change, id: string): Promise<void> {
  const { tx, publish } = inside;
  const policy = await tx.denyPolicy.findUnique({ where: { id } });
  const isTold = policy !== null && isInForce(policy, context.now());
  const record = isTold
    ? denyRecordSchema.parse({ ...policy, endsAtMs: policy.endsAt?.getTime() ?? null })
    : null;
  if (record?.subject === "user") {
    // Rows of before there were deny policies do not say whose an application is.
    const owned = await tx.application.findMany({ where: { ownerId: record.value }, select: { id: true } });
    for (const application of owned) await publishApplication(inside, application.id);
  }
  await publish({ kind: "deny", id, record });
}
