// What becomes of teams when the demo accounts go holds on SQLite and on PostgreSQL alike.
import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createApplication } from "#lib/applications/commands.ts";
import { createKeySchema } from "#lib/credentials/api-keys/api-key.ts";
import { createKey } from "#lib/credentials/api-keys/commands.ts";
import { startOldDatabase } from "#lib/db/test-kit/databases.ts";
import { refusal, Storage, value } from "#lib/db/test-kit/storage.ts";
import { getRoutingRevision } from "#lib/feed/repository.ts";
import { ensureAccount } from "#lib/identity/commands.ts";
import { demoAccounts } from "#lib/identity/demo-accounts.ts";
import { findPersonByName } from "#lib/identity/repository.ts";
import type { CommandContext } from "#lib/kernel/command-context.ts";
import { createTeam } from "#lib/teams/commands.ts";
import { addMember } from "#lib/teams/members/commands.ts";
import type { TeamRole } from "#lib/teams/team.ts";
import { transferApplication } from "#lib/teams/transfer/commands.ts";
import { secureAccounts } from "./commands.ts";

const admin = { email: "root@example.org", password: "correct horse battery" };
const circumstances = { now: new Date(), newId: randomUUID, newPassword: randomUUID };
const demoNames = demoAccounts.map(({ username }) => username);

describe.each(["sqlite", "postgresql"] as const)("demo accounts that go from teams on %s", (kind) => {
  const storage = new Storage(kind);

  beforeEach(async () => {
    for (const account of demoAccounts) await ensureAccount(storage.db, account, circumstances);
  });
  afterEach(async () => {
    await storage.db.user.deleteMany();
    await storage.db.team.deleteMany();
  });

  async function actorOf(username: string): Promise<CommandContext> {
    const person = await findPersonByName(storage.db, username);
    if (!person) throw new Error("not made");
    return { ...storage.context, actor: person };
  }

  /** Somebody who made an account of their own. */
  async function person(): Promise<CommandContext> {
    const username = `p-${randomUUID().slice(0, 8)}`;
    const account = { username, name: username, email: `${username}@test.example`, password: "own password" };
    await ensureAccount(storage.db, { ...account, roles: ["subscriber"] }, circumstances);
    return actorOf(username);
  }

  async function team(owner: CommandContext, others: readonly (readonly [CommandContext, TeamRole])[]) {
    const { teamId } = value(await createTeam(owner, { name: `Team ${randomUUID()}` }));
    for (const [{ actor }, role] of others) {
      value(await addMember(owner, { teamId, username: actor.username, role }));
    }
    return teamId;
  }

  async function applicationIn(teamId: string, owner: CommandContext) {
    const application = { name: `Shop ${randomUUID()}`, description: "" };
    const { applicationId } = value(await createApplication(owner, { application }));
    value(await transferApplication(owner, { applicationId, to: { kind: "team", teamId } }));
    const restrictions = {};
    const input = { applicationId, environment: "production", lifetimeDays: null, restrictions };
    value(await createKey(owner, createKeySchema.parse(input)));
    return { id: applicationId, name: application.name };
  }

  const secure = (newOwner: string | null = null) =>
    secureAccounts(storage.db, { admin, newOwner }, circumstances);
  const findApplication = (id: string) =>
    storage.db.application.findUnique({ where: { id }, include: { credentials: true } });
  const ownersOf = async (teamId: string) => {
    const rows = await storage.db.teamMember.findMany({ where: { teamId, role: "owner" } });
    return rows.map(({ userId }) => userId);
  };

  it("leave what they own in it to the owner who stays, though another of them came before, and say so", async () => {
    const [subscriber, ada, bob] = [await actorOf("subscriber"), await actorOf("admin"), await person()];
    const teamId = await team(subscriber, [
      [ada, "owner"],
      [bob, "owner"],
    ]);
    const shops = [await applicationIn(teamId, subscriber), await applicationIn(teamId, ada)];
    const before = await getRoutingRevision(storage.db);
    const report = value(await secure());
    expect(await ownersOf(teamId)).toEqual([bob.actor.id]);
    const { entries } = await storage.feedSince(before);
    for (const { id, name } of shops) {
      expect(await findApplication(id)).toMatchObject({
        ...{ ownerId: bob.actor.id, teamId },
        credentials: [{ revokedAt: null }],
      });
      expect(report).toContain(
        `${bob.actor.username} owns from now on: ${name}. Their keys go on working: rotate them.`,
      );
      expect(entries).toContainEqual(
        expect.objectContaining({ id, record: expect.objectContaining({ ownerId: bob.actor.id }) }),
      );
    }
  });

  it("stay while they alone own a team with applications, until somebody is named who owns it then", async () => {
    const [subscriber, ada, bob] = [await actorOf("subscriber"), await actorOf("admin"), await person()];
    const teamId = await team(subscriber, [
      [ada, "owner"],
      [bob, "member"],
    ]);
    const shops = [await applicationIn(teamId, subscriber), await applicationIn(teamId, bob)];
    expect(refusal(await secure())).toMatchObject({
      code: "only_owner",
      message: expect.stringMatching(/only owner of teams with applications: Team .*Choose who owns them/),
    });
    expect(refusal(await secure("nobody")).code).toBe("owner_unknown");
    expect(refusal(await secure("admin")).code).toBe("owner_unfit");
    expect(await storage.db.user.count({ where: { username: { in: demoNames } } })).toBe(4);
    value(await secure(bob.actor.username));
    expect(await storage.db.user.count({ where: { username: { in: ["subscriber", "creator"] } } })).toBe(0);
    expect(await ownersOf(teamId)).toEqual([bob.actor.id]);
    for (const { id } of shops) expect(await findApplication(id)).toMatchObject({ ownerId: bob.actor.id });
  });

  it("take along a team that nobody else is in, and one of theirs that has nothing", async () => {
    const [subscriber, ada, bob] = [await actorOf("subscriber"), await actorOf("admin"), await person()];
    const among = await team(subscriber, [[ada, "owner"]]);
    const shop = await applicationIn(among, subscriber);
    await team(subscriber, [[bob, "member"]]);
    value(await secure());
    expect(await storage.db.team.count()).toBe(0);
    expect(await findApplication(shop.id)).toBeNull();
  });

  it("go from a database that knew no teams yet", async () => {
    const old = await startOldDatabase(kind, "20261127034617_external_issuers");
    try {
      for (const account of demoAccounts) await ensureAccount(old.db, account, circumstances);
      value(await secureAccounts(old.db, { admin, newOwner: null }, circumstances));
      expect(await old.db.user.findMany({ select: { email: true } })).toEqual([{ email: admin.email }]);
    } finally {
      await old.stop();
    }
  });
});
