// What teams promise holds on SQLite and on PostgreSQL alike.
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import * as applications from "#lib/applications/commands.ts";
import { findApplication, listApplications } from "#lib/applications/repository.ts";
import { saveVisibility } from "#lib/catalogue/commands.ts";
import { createKeySchema } from "#lib/credentials/api-keys/api-key.ts";
import * as keys from "#lib/credentials/api-keys/commands.ts";
import { listKeys } from "#lib/credentials/api-keys/repository.ts";
import { createClient, revokeClient } from "#lib/credentials/oauth-clients/commands.ts";
import { createClientSchema } from "#lib/credentials/oauth-clients/oauth-client.ts";
import { listClients } from "#lib/credentials/oauth-clients/repository.ts";
import { scanTables } from "#lib/db/test-kit/scan-tables.ts";
import { refusal, Storage, value } from "#lib/db/test-kit/storage.ts";
import { eraseAccount } from "#lib/erasure/commands.ts";
import { getRoutingRevision } from "#lib/feed/repository.ts";
import { findPersonByName } from "#lib/identity/repository.ts";
import type { Role } from "#lib/identity/role.ts";
import type { CommandContext } from "#lib/kernel/command-context.ts";
import { changeLifecycle } from "#lib/lifecycle/commands.ts";
import { defaultPlanId } from "#lib/plans/plan.ts";
import * as subscriptions from "#lib/subscriptions/commands.ts";
import { listOwnSubscriptions, listSubscriptionEvents } from "#lib/subscriptions/repository.ts";
import * as teams from "./commands.ts";
import * as members from "./members/commands.ts";
import { findTeam, listTeams } from "./repository.ts";
import * as schemas from "./team.ts";
import { transferApplication } from "./transfer/commands.ts";

describe.each(["sqlite", "postgresql"] as const)("teams on %s", (kind) => {
  const storage = new Storage(kind);

  async function person(...roles: Role[]) {
    const id = randomUUID();
    const username = `p-${id.slice(0, 8)}`;
    const held = { create: roles.map((role) => ({ role })) };
    await storage.db.user.create({
      data: { id, name: username, email: `${id}@test`, username, roles: held },
    });
    const context: CommandContext = { ...storage.context, actor: { id, username } };
    return { id, username, context, viewer: { id, roles } };
  }
  type Somebody = Awaited<ReturnType<typeof person>>;

  async function team(owner: Somebody): Promise<string> {
    const input = schemas.createTeamSchema.parse({ name: `Team ${randomUUID().slice(0, 8)}` });
    return value(await teams.createTeam(owner.context, input)).teamId;
  }

  const add = (owner: Somebody, teamId: string, username: string, role = "member") =>
    members.addMember(owner.context, schemas.addMemberSchema.parse({ teamId, username, role }));
  const setRole = (owner: Somebody, teamId: string, userId: string, role: string) =>
    members.setMemberRole(owner.context, schemas.setMemberRoleSchema.parse({ teamId, userId, role }));
  const remove = (owner: Somebody, teamId: string, userId: string, newOwnerId: string | null = null) =>
    members.removeMember(owner.context, schemas.removeMemberSchema.parse({ teamId, userId, newOwnerId }));
  const leave = (who: Somebody, teamId: string, newOwnerId: string | null = null) =>
    members.leaveTeam(who.context, schemas.leaveTeamSchema.parse({ teamId, newOwnerId }));
  const transfer = (who: Somebody, applicationId: string, to: object) =>
    transferApplication(who.context, schemas.transferApplicationSchema.parse({ applicationId, to }));
  const toTeam = (teamId: string) => ({ kind: "team", teamId });
  const toMember = (userId: string) => ({ kind: "member", userId });

  async function application(owner: Somebody, name = `App ${randomUUID().slice(0, 8)}`): Promise<string> {
    const input = { application: { name, description: "" } };
    return value(await applications.createApplication(owner.context, input)).applicationId;
  }

  async function published(): Promise<string> {
    const api = await storage.created();
    await storage.deployed(api);
    value(await changeLifecycle(storage.context, { apiId: api.id, action: "publish", note: "" }));
    return api.id;
  }

  /** A team of an owner and a member, and an application of the owner's in it. */
  async function shared() {
    const [owner, member] = [await person("subscriber"), await person("subscriber")];
    const teamId = await team(owner);
    value(await add(owner, teamId, member.username.toUpperCase()));
    const applicationId = await application(owner);
    value(await transfer(owner, applicationId, toTeam(teamId)));
    return { owner, member, teamId, applicationId };
  }

  const subscribed = (who: Somebody, applicationId: string, apiId: string) =>
    subscriptions.subscribe(who.context, { applicationId, apiId, planId: defaultPlanId }, who.viewer);
  const keyOf = (who: Somebody, applicationId: string, lifetimeDays: number | null = null) =>
    keys.createKey(
      who.context,
      createKeySchema.parse({ applicationId, environment: "production", lifetimeDays, restrictions: {} }),
    );
  const clientOf = (who: Somebody, applicationId: string) => {
    const input = { applicationId, name: "web", environment: "production", tokenLifetimeSeconds: 600 };
    return createClient(who.context, createClientSchema.parse(input));
  };
  const ownerOf = async (id: string) =>
    (await storage.db.application.findUniqueOrThrow({ where: { id } })).ownerId;

  describe("an application of a team", () => {
    it("is seen and used by a member as by its owner", async () => {
      const { owner, member, teamId, applicationId } = await shared();
      const query = { applicationId, personId: member.id };
      const whose = { owner: { id: owner.id, username: owner.username }, team: { id: teamId } };
      expect(await listApplications(storage.db, member.id)).toMatchObject([{ id: applicationId, ...whose }]);
      expect(await listApplications(storage.db, member.id, { teamId: randomUUID() })).toEqual([]);
      expect(await findApplication(storage.db, query)).toMatchObject({ ...whose, isOwned: false });
      expect(await findApplication(storage.db, { ...query, personId: owner.id })).toMatchObject({
        isOwned: true,
      });
      value(await subscribed(member, applicationId, await published()));
      const { keyId } = value(await keyOf(member, applicationId));
      const { clientId } = value(await clientOf(owner, applicationId));
      const [subscription] = await listOwnSubscriptions(storage.db, { ...query, now: new Date() });
      expect(subscription).toMatchObject({ state: "active" });
      expect(await listKeys(storage.db, query)).toMatchObject([{ id: keyId }]);
      expect(await listClients(storage.db, query)).toMatchObject([{ id: clientId }]);
      const application = { name: `By member ${randomUUID().slice(0, 8)}`, description: "" };
      value(await applications.updateApplication(member.context, { applicationId, application }));
      value(await keys.revokeKey(member.context, { keyId }));
      value(await revokeClient(member.context, { clientId }));
      value(await subscriptions.unsubscribe(member.context, { subscriptionId: subscription?.id ?? "" }));
      expect(await findApplication(storage.db, { applicationId, personId: owner.id })).toMatchObject({
        name: application.name,
      });
    });

    it.each(["stranger", "former member"])("is as unknown to a %s as one that never was", async (who) => {
      const { owner, member, teamId, applicationId } = await shared();
      const { keyId } = value(await keyOf(owner, applicationId));
      if (who === "former member") value(await remove(owner, teamId, member.id));
      const other = who === "stranger" ? await person("subscriber") : member;
      const query = { applicationId, personId: other.id };
      expect(await findApplication(storage.db, query)).toBeNull();
      expect(await listApplications(storage.db, other.id)).toEqual([]);
      expect(await listKeys(storage.db, query)).toEqual([]);
      expect(await findTeam(storage.db, { teamId, personId: other.id })).toBeNull();
      expect(refusal(await subscribed(other, applicationId, await published())).code).toBe("not_found");
      expect(refusal(await keyOf(other, applicationId)).code).toBe("not_found");
      expect(refusal(await keys.revokeKey(other.context, { keyId })).code).toBe("not_found");
      expect(refusal(await applications.deleteApplication(other.context, { applicationId })).code).toBe(
        "not_found",
      );
      expect(refusal(await transfer(other, applicationId, { kind: "self" })).code).toBe("not_found");
      expect(refusal(await teams.renameTeam(other.context, { teamId, name: "Mine" })).code).toBe("not_found");
      expect(refusal(await leave(other, teamId)).code).toBe("not_found");
    });

    it("is deleted and transferred by its owner and the team's owners alone", async () => {
      const { owner, member, teamId, applicationId } = await shared();
      const gone = () => applications.deleteApplication(member.context, { applicationId });
      expect(refusal(await gone()).code).toBe("owners_only");
      expect(refusal(await transfer(member, applicationId, { kind: "self" })).code).toBe("owners_only");
      value(await setRole(owner, teamId, member.id, "owner"));
      value(await gone());
      expect(await listApplications(storage.db, owner.id)).toEqual([]);
    });

    it("subscribes to no API that its owner may not find", async () => {
      const { owner, teamId, applicationId } = await shared();
      const publisher = await person("subscriber", "publisher");
      value(await add(owner, teamId, publisher.username));
      const apiId = await published();
      const visible = { visibility: "roles", visibleTo: ["publisher"] } as const;
      value(await saveVisibility(storage.context, { apiId, visible }));
      expect(refusal(await subscribed(publisher, applicationId, apiId)).code).toBe("not_for_owner");
      value(await subscribed(publisher, await application(publisher), apiId));
    });
  });

  describe("transferring", () => {
    it("to a member, a team and oneself is told to the gateways and written in the history", async () => {
      const { owner, member, teamId, applicationId } = await shared();
      const apiId = await published();
      value(await subscribed(owner, applicationId, apiId));
      const before = await getRoutingRevision(storage.db);
      value(await transfer(owner, applicationId, toMember(member.id)));
      const { entries } = await storage.feedSince(before);
      expect(entries).toMatchObject([
        { kind: "application", id: applicationId, record: { ownerId: member.id } },
      ]);
      value(await transfer(member, applicationId, { kind: "self" }));
      expect(await findApplication(storage.db, { applicationId, personId: owner.id })).toBeNull();
      value(await transfer(member, applicationId, toTeam(teamId)));
      const name = (await findTeam(storage.db, { teamId, personId: member.id }))?.name;
      const events = await listSubscriptionEvents(storage.db, apiId);
      const notes = events.filter(({ action }) => action === "transferred").map(({ note }) => note);
      expect(notes.sort()).toEqual(
        [`To ${member.username}`, `To ${member.username}`, `To team ${name}`].sort(),
      );
    });

    it("goes to no team that one is not in, and to nobody outside the team", async () => {
      const { owner, applicationId } = await shared();
      const other = await person("subscriber");
      expect(refusal(await transfer(owner, applicationId, toTeam(await team(other)))).code).toBe("not_found");
      expect(refusal(await transfer(owner, applicationId, toMember(other.id))).code).toBe("not_found");
      expect(await ownerOf(applicationId)).toBe(owner.id);
    });

    it("makes who acts the owner in a team that the owner is not in", async () => {
      const { owner, member, teamId, applicationId } = await shared();
      value(await setRole(owner, teamId, member.id, "owner"));
      value(await transfer(member, applicationId, toTeam(await team(member))));
      expect(await ownerOf(applicationId)).toBe(member.id);
      expect(await listApplications(storage.db, owner.id)).toEqual([]);
    });

    it("is refused where the new owner has an application of the name", async () => {
      const { owner, member, teamId } = await shared();
      const applicationId = await application(owner, "Shop");
      value(await transfer(owner, applicationId, toTeam(teamId)));
      await application(member, "shop");
      expect(refusal(await transfer(owner, applicationId, toMember(member.id)))).toMatchObject({
        code: "taken",
        fields: { name: [expect.stringContaining(member.username)] },
      });
      expect(await ownerOf(applicationId)).toBe(owner.id);
    });
  });

  describe("people of a team", () => {
    it("are changed by its owners alone, and are found by user name or not at all", async () => {
      const { owner, member, teamId } = await shared();
      const creator = await person("creator");
      expect(refusal(await add(member, teamId, owner.username)).code).toBe("owners_only");
      expect(refusal(await remove(member, teamId, owner.id)).code).toBe("owners_only");
      expect(refusal(await setRole(member, teamId, member.id, "owner")).code).toBe("owners_only");
      expect(refusal(await teams.deleteTeam(member.context, { teamId })).code).toBe("owners_only");
      const unknown = refusal(await add(owner, teamId, "nobody"));
      expect(unknown).toMatchObject({ code: "person_unknown", fields: { username: [unknown.message] } });
      expect(refusal(await add(owner, teamId, creator.username)).code).toBe("person_unknown");
      expect(refusal(await add(owner, teamId, member.username)).code).toBe("already_member");
      expect(await listTeams(storage.db, member.id)).toMatchObject([
        { id: teamId, role: "member", members: 2, applications: 1 },
      ]);
    });

    it("have an owner always", async () => {
      const { owner, member, teamId } = await shared();
      expect(refusal(await leave(owner, teamId)).code).toBe("last_owner");
      expect(refusal(await remove(owner, teamId, owner.id)).code).toBe("last_owner");
      expect(refusal(await setRole(owner, teamId, owner.id, "member")).code).toBe("last_owner");
      value(await setRole(owner, teamId, member.id, "owner"));
      const both = await Promise.all([leave(owner, teamId), leave(member, teamId)]);
      expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    });

    it("leave what they own in it to an owner who has nothing of the same name", async () => {
      const { owner, member, teamId } = await shared();
      const applicationId = await application(member, "Shop");
      value(await transfer(member, applicationId, toTeam(teamId)));
      await application(owner, "SHOP");
      expect(refusal(await remove(owner, teamId, member.id)).code).toBe("taken");
      const other = await person("subscriber");
      value(await add(owner, teamId, other.username));
      expect(refusal(await remove(owner, teamId, member.id, other.id)).code).toBe("owner_unfit");
      value(await setRole(owner, teamId, other.id, "owner"));
      value(await remove(owner, teamId, member.id, other.id));
      expect(await ownerOf(applicationId)).toBe(other.id);
      expect(refusal(await leave(other, teamId)).code).toBe("taken");
    });
  });

  describe("at the most there may be", () => {
    /** Takes somebody into as many teams as it takes to be in so many. */
    async function inTeams(who: Somebody, wanted: number): Promise<void> {
      const missing = wanted - (await storage.db.teamMember.count({ where: { userId: who.id } }));
      const rows = Array.from({ length: missing }, () => randomUUID()).map((id) => ({
        team: { id, name: id, nameKey: id },
        member: { teamId: id, userId: who.id, role: "member", addedBy: "x" },
      }));
      await storage.db.team.createMany({ data: rows.map(({ team }) => team) });
      await storage.db.teamMember.createMany({ data: rows.map(({ member }) => member) });
    }

    /** Fills a team up to so many people. */
    async function filled(teamId: string, wanted: number): Promise<void> {
      const missing = wanted - (await storage.db.teamMember.count({ where: { teamId } }));
      const ids = Array.from({ length: missing }, () => randomUUID());
      await storage.db.user.createMany({
        data: ids.map((id) => ({ id, name: id, email: `${id}@test`, username: id })),
      });
      await storage.db.teamMember.createMany({
        data: ids.map((userId) => ({ teamId, userId, role: "member", addedBy: "x" })),
      });
    }

    it("take the last person in, and nobody after: the field says to remove somebody first", async () => {
      const { owner, member, teamId } = await shared();
      await filled(teamId, schemas.MAX_MEMBERS - 1);
      value(await add(owner, teamId, (await person("subscriber")).username));
      const late = await person("subscriber");
      const most = "This team has 200 people, which is the most: remove somebody first.";
      expect(refusal(await add(owner, teamId, late.username))).toMatchObject({
        code: "too_many",
        fields: { username: [most] },
      });
      value(await remove(owner, teamId, member.id));
      value(await add(owner, teamId, late.username));
    });

    it("take one of two in who are added for the last place at the same moment", async () => {
      const { owner, teamId } = await shared();
      await filled(teamId, schemas.MAX_MEMBERS - 1);
      const both = [await person("subscriber"), await person("subscriber")];
      const added = await Promise.all(both.map(({ username }) => add(owner, teamId, username)));
      expect(added.map((outcome) => (outcome.ok ? "added" : outcome.code)).sort()).toEqual([
        "added",
        "too_many",
      ]);
      expect(await storage.db.teamMember.count({ where: { teamId } })).toBe(schemas.MAX_MEMBERS);
    });

    it("are made by nobody who is in a hundred: the field says to leave one first", async () => {
      const owner = await person("subscriber");
      await inTeams(owner, schemas.MAX_TEAMS - 1);
      const last = await team(owner);
      const name = `Team ${randomUUID().slice(0, 8)}`;
      const most = "You are in 100 teams, which is the most: leave one first.";
      expect(refusal(await teams.createTeam(owner.context, { name }))).toMatchObject({
        code: "too_many",
        fields: { name: [most] },
      });
      value(await teams.deleteTeam(owner.context, { teamId: last }));
      value(await teams.createTeam(owner.context, { name }));
    });

    it("take nobody in who is in a hundred, and say whom to ask", async () => {
      const { owner, teamId } = await shared();
      const busy = await person("subscriber");
      await inTeams(busy, schemas.MAX_TEAMS);
      const most = `${busy.username} is in as many teams as a person can be: ask them to leave one first.`;
      expect(refusal(await add(owner, teamId, busy.username))).toMatchObject({
        code: "too_many",
        fields: { username: [most] },
      });
    });

    it("leave one of two teams for the last place of a person, made and joined at the same moment", async () => {
      const { owner, teamId } = await shared();
      const busy = await person("subscriber");
      await inTeams(busy, schemas.MAX_TEAMS - 1);
      const name = `Team ${randomUUID().slice(0, 8)}`;
      const both = await Promise.all([
        teams.createTeam(busy.context, { name }),
        add(owner, teamId, busy.username),
      ]);
      expect(both.filter(({ ok }) => ok)).toHaveLength(1);
      expect(await listTeams(storage.db, busy.id)).toHaveLength(schemas.MAX_TEAMS);
    });
  });

  it("have names of their own, and are deleted once they have no applications", async () => {
    const { owner, teamId, applicationId } = await shared();
    const other = await team(owner);
    const name = (await findTeam(storage.db, { teamId, personId: owner.id }))?.name ?? "";
    const renamed = schemas.renameTeamSchema.parse({ teamId: other, name: name.toUpperCase() });
    expect(refusal(await teams.renameTeam(owner.context, renamed)).code).toBe("taken");
    const deletion = schemas.deleteTeamSchema.parse({ teamId });
    const kept = await findApplication(storage.db, { applicationId, personId: owner.id });
    expect(refusal(await teams.deleteTeam(owner.context, deletion))).toMatchObject({
      code: "in_use",
      message: expect.stringContaining(kept?.name ?? ""),
    });
    value(await transfer(owner, applicationId, { kind: "self" }));
    value(await teams.deleteTeam(owner.context, deletion));
    expect(await listTeams(storage.db, owner.id)).toMatchObject([{ id: other }]);
  });

  describe("erasing somebody of a team", () => {
    const erase = (username: string, newOwner: string | null = null) =>
      eraseAccount(storage.db, {
        username,
        newOwner,
        mode: "production",
        now: new Date(),
        newId: randomUUID,
      });

    it("gives what they own in it to an owner, and leaves their name nowhere", async () => {
      const { owner, member, teamId, applicationId } = await shared();
      const apiId = await published();
      value(await subscribed(owner, applicationId, apiId));
      value(await setRole(owner, teamId, member.id, "owner"));
      value(await transfer(member, applicationId, toMember(member.id)));
      value(await add(member, teamId, (await person("subscriber")).username));
      value(await transfer(owner, applicationId, toMember(owner.id)));
      value(await transfer(owner, applicationId, toMember(member.id)));
      expect(value(await erase(member.username))).toMatchObject({
        moved: [{ owner: owner.username }],
        deleted: [],
      });
      expect(await ownerOf(applicationId)).toBe(owner.id);
      expect(await scanTables(storage.db, kind, [member.username])).toEqual([]);
      expect(await listSubscriptionEvents(storage.db, apiId)).toContainEqual(
        expect.objectContaining({ action: "transferred", note: "To a former member" }),
      );
    });

    it("is refused for the only owner of a team with applications, unless another is named", async () => {
      const { owner, member, teamId, applicationId } = await shared();
      expect(refusal(await erase(owner.username))).toMatchObject({
        code: "only_owner",
        message: expect.stringContaining("Choose who owns them"),
      });
      expect(await findPersonByName(storage.db, owner.username)).not.toBeNull();
      value(await erase(owner.username, member.username));
      expect(await ownerOf(applicationId)).toBe(member.id);
      expect(await findTeam(storage.db, { teamId, personId: member.id })).toMatchObject({ role: "owner" });
    });

    it("gives no team to a new owner who is in as many as a person can be, unless it is one of theirs", async () => {
      const { owner, member, teamId, applicationId } = await shared();
      const heir = await person("subscriber");
      const others = (count: number) =>
        Array.from({ length: count }, () => {
          const id = randomUUID();
          return { id, name: id, nameKey: id };
        });
      const fill = async (userId: string, count: number) => {
        const data = others(count);
        await storage.db.team.createMany({ data });
        const inThem = data.map(({ id }) => ({ teamId: id, userId, role: "member", addedBy: "somebody" }));
        await storage.db.teamMember.createMany({ data: inThem });
      };
      await fill(heir.id, schemas.MAX_TEAMS);
      await fill(member.id, schemas.MAX_TEAMS - 1);
      expect(refusal(await erase(owner.username, heir.username))).toMatchObject({
        code: "too_many",
        fields: { newOwner: [expect.stringContaining("choose another new owner")] },
      });
      expect(await ownerOf(applicationId)).toBe(owner.id);
      expect(await storage.db.teamMember.count({ where: { userId: heir.id } })).toBe(schemas.MAX_TEAMS);
      value(await erase(owner.username, member.username));
      expect(await findTeam(storage.db, { teamId, personId: member.id })).toMatchObject({ role: "owner" });
    });

    it("takes a team along that nobody else owns and that has nothing", async () => {
      const { owner, member, teamId, applicationId } = await shared();
      value(await transfer(owner, applicationId, { kind: "self" }));
      value(await erase(owner.username));
      expect(await listTeams(storage.db, member.id)).toEqual([]);
      expect(await storage.db.team.count({ where: { id: teamId } })).toBe(0);
    });
  });
});
