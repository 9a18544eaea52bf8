// Who is told of credentials that end soon, and of which, on both databases.
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import * as keys from "#lib/credentials/api-keys/commands.ts";
import * as clients from "#lib/credentials/oauth-clients/commands.ts";
import { createClientSchema } from "#lib/credentials/oauth-clients/oauth-client.ts";
import { noteKeyUses } from "#lib/credentials/uses/commands.ts";
import { consumersOf, keyInput } from "#lib/db/test-kit/consumers.ts";
import { Storage, value } from "#lib/db/test-kit/storage.ts";
import type { CommandContext } from "#lib/kernel/command-context.ts";
import * as teams from "#lib/teams/commands.ts";
import * as members from "#lib/teams/members/commands.ts";
import { addMemberSchema } from "#lib/teams/team.ts";
import { transferApplication } from "#lib/teams/transfer/commands.ts";
import { getExpiryAnnouncement } from "./repository.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const now = new Date("2027-03-01T12:00:00Z");
const inMs = (ms: number) => new Date(now.getTime() + ms);
const at = (context: CommandContext, date: Date): CommandContext => ({ ...context, now: () => date });

describe.each(["sqlite", "postgresql"] as const)("credentials that end soon on %s", (kind) => {
  const storage = new Storage(kind);
  const { person, subscriber } = consumersOf(storage);

  type Somebody = Awaited<ReturnType<typeof subscriber>>;

  const announcedTo = (personId: string, more: { applicationId?: string; now?: Date } = {}) =>
    getExpiryAnnouncement(storage.db, { personId, now, ...more });
  const idsFor = async (personId: string) => (await announcedTo(personId)).credentials.map(({ id }) => id);

  /** Somebody who can be in a team: the role is stored. */
  async function holder() {
    const somebody = await person("subscriber");
    await storage.db.user.update({
      where: { id: somebody.id },
      data: { roles: { create: { role: "subscriber" } } },
    });
    return somebody;
  }

  /** A key that ends in so many days from now. */
  async function endingKey({ context, applicationId }: Somebody, days: number): Promise<string> {
    const input = keyInput(applicationId, { lifetimeDays: 30 });
    return value(await keys.createKey(at(context, inMs((days - 30) * DAY_MS)), input)).keyId;
  }

  /** A client whose secret was rotated now, with two days in which both are good. */
  async function rotatedClient({ context, applicationId }: Somebody) {
    const input = createClientSchema.parse({ applicationId, name: "web", environment: "production" });
    const first = value(await clients.createClient(at(context, now), input));
    const rotation = { clientId: first.clientId, overlapMs: 2 * DAY_MS };
    const second = value(await clients.rotateSecret(at(context, now), rotation));
    return { clientId: first.clientId, oldId: first.secretId, newId: second.secretId };
  }

  it("are told to their owner, the first to end first, with the application", async () => {
    const owner = await subscriber();
    const [later, sooner] = [await endingKey(owner, 10), await endingKey(owner, 0.5)];
    await endingKey(owner, 20);
    value(await keys.createKey(at(owner.context, now), keyInput(owner.applicationId)));
    const application = { id: owner.applicationId };
    expect(await announcedTo(owner.id)).toMatchObject({
      total: 2,
      credentials: [
        { id: sooner, stage: 0, advice: "rotate", application },
        { id: later, stage: 14, advice: "rotate", application },
      ],
    });
  });

  it("are of all the person's applications, or of the one that is asked for", async () => {
    const owner = await subscriber();
    const other = { ...owner, applicationId: randomUUID() };
    const data = { id: other.applicationId, name: "Second", nameKey: "second", ownerId: owner.id };
    await storage.db.application.create({ data });
    const [first, second] = [await endingKey(owner, 1), await endingKey(other, 2)];
    expect(await idsFor(owner.id)).toEqual([first, second]);
    const { applicationId } = other;
    expect(await announcedTo(owner.id, { applicationId })).toMatchObject({
      total: 1,
      credentials: [{ id: second, application: { id: applicationId, name: "Second" } }],
    });
  });

  it("are told to nobody else, who asks for the application by its id either", async () => {
    const [owner, stranger] = [await subscriber(), await subscriber()];
    await endingKey(owner, 1);
    await rotatedClient(owner);
    const nothing = { total: 0, credentials: [] };
    expect(await announcedTo(stranger.id)).toEqual(nothing);
    expect(await announcedTo(stranger.id, { applicationId: owner.applicationId })).toEqual(nothing);
  });

  it("are told to everyone of the team, and not to who has left it", async () => {
    const [owner, member, leaver] = [await subscriber(), await holder(), await holder()];
    const { teamId } = value(await teams.createTeam(owner.context, { name: `Team ${randomUUID()}` }));
    for (const { username } of [member, leaver]) {
      value(
        await members.addMember(owner.context, addMemberSchema.parse({ teamId, username, role: "member" })),
      );
    }
    const { applicationId } = owner;
    value(await transferApplication(owner.context, { applicationId, to: { kind: "team", teamId } }));
    const keyId = await endingKey(owner, 3);
    for (const { id } of [owner, member, leaver]) expect(await idsFor(id)).toEqual([keyId]);
    value(await members.leaveTeam(leaver.context, { teamId, newOwnerId: null }));
    expect(await idsFor(leaver.id)).toEqual([]);
    expect(await idsFor(member.id)).toEqual([keyId]);
  });

  it("are silent once revoked, and a week after their end", async () => {
    const owner = await subscriber();
    const [revoked, ended] = [await endingKey(owner, 2), await endingKey(owner, -2)];
    await endingKey(owner, -8);
    value(await keys.revokeKey(owner.context, { keyId: revoked }));
    const [credential, ...others] = (await announcedTo(owner.id)).credentials;
    expect(credential).toMatchObject({ id: ended, hasEnded: true, advice: "make_another" });
    expect(others).toEqual([]);
  });

  it("are replaced keys too while somebody uses them", async () => {
    const owner = await subscriber();
    const keyId = await endingKey(owner, 10);
    const rotation = { keyId, overlapMs: 5 * DAY_MS };
    const { keyId: next } = value(await keys.rotateKey(at(owner.context, now), rotation));
    const used = (when: Date) =>
      noteKeyUses(storage.db, [{ keyId, atMs: when.getTime(), clientAddress: "192.0.2.1" }]);
    await used(inMs(-HOUR_MS));
    expect(await idsFor(owner.id)).toEqual([]);
    await used(inMs(HOUR_MS));
    expect(await announcedTo(owner.id)).toMatchObject({
      total: 1,
      credentials: [{ id: keyId, stage: 14, advice: "use_successor" }],
    });
    value(await keys.revokeKey(owner.context, { keyId: next }));
    expect(await announcedTo(owner.id)).toMatchObject({
      total: 1,
      credentials: [{ id: keyId, advice: "make_another" }],
    });
  });

  it("are old secrets of clients until they end; without a newer one, after that too", async () => {
    const owner = await subscriber();
    const { clientId, oldId, newId } = await rotatedClient(owner);
    const ofSecret = { id: oldId, kind: "client_secret", name: "web" };
    expect(await announcedTo(owner.id)).toMatchObject({
      total: 1,
      credentials: [{ ...ofSecret, stage: 3, advice: "use_successor" }],
    });
    const afterEnd = { now: inMs(3 * DAY_MS) };
    expect((await announcedTo(owner.id, afterEnd)).total).toBe(0);
    value(await clients.revokeSecret(owner.context, { clientId, secretId: newId }));
    expect(await announcedTo(owner.id, afterEnd)).toMatchObject({
      total: 1,
      credentials: [{ ...ofSecret, stage: 0, hasEnded: true, advice: "rotate" }],
    });
    value(await clients.revokeClient(owner.context, { clientId }));
    expect((await announcedTo(owner.id)).total).toBe(0);
  });
});
