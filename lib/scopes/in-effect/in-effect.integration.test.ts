// Scopes that a key was made with and that its owner may obtain no longer, on SQLite and on PostgreSQL alike.
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { deleteApi } from "#lib/creation/commands.ts";
import * as keys from "#lib/credentials/api-keys/commands.ts";
import { listKeys } from "#lib/credentials/api-keys/repository.ts";
import { consumersOf, keyInput } from "#lib/db/test-kit/consumers.ts";
import { Storage, value } from "#lib/db/test-kit/storage.ts";
import { eraseAccount } from "#lib/erasure/commands.ts";
import { change } from "#lib/feed/change.ts";
import type { Role } from "#lib/identity/role.ts";
import { setRolesOfUsername } from "#lib/role-assignment/commands.ts";
import { createTeam } from "#lib/teams/commands.ts";
import * as members from "#lib/teams/members/commands.ts";
import { transferApplication } from "#lib/teams/transfer/commands.ts";
import * as scopes from "../commands.ts";
import { createSharedScopeSchema } from "../scope.ts";
import { publishKeyScopes } from "./commands.ts";

describe.each(["sqlite", "postgresql"] as const)("scopes of keys on %s", (kind) => {
  const storage = new Storage(kind);
  const consumers = consumersOf(storage);
  const { told } = consumers;

  const setRoles = async (username: string, ...roles: Role[]) =>
    value(await setRolesOfUsername(storage.db, { username, roles }));

  async function shared(...roles: Role[]) {
    const input = createSharedScopeSchema.parse({ name: `s:${randomUUID()}`, roles });
    return { ...input, ...value(await scopes.createSharedScope(storage.context, input)) };
  }

  /** Somebody with a role besides, an application of theirs, and ways to its keys. */
  async function publisher() {
    const owner = await consumers.subscriber();
    await setRoles(owner.username, "subscriber", "publisher");
    const { applicationId, context } = owner;
    return {
      ...owner,
      keyWith: async (...held: string[]) =>
        value(await keys.createKey(context, keyInput(applicationId, { scopes: held }))).keyId,
      masked: async (personId = owner.id) =>
        (await listKeys(storage.db, { applicationId, personId })).flatMap((key) => key.maskedScopes),
    };
  }

  const entryOf = (id: string, ...held: string[]) =>
    expect.objectContaining({ kind: "credential", id, record: expect.objectContaining({ scopes: held }) });

  /** A team of the owner and one more, who is a subscriber and no publisher, with the owner's application in it. */
  async function inTeam({ context, applicationId }: Awaited<ReturnType<typeof publisher>>) {
    const heir = await consumers.person();
    await setRoles(heir.username, "subscriber");
    const { teamId } = value(await createTeam(context, { name: `Team ${randomUUID().slice(0, 8)}` }));
    value(await members.addMember(context, { teamId, username: heir.username, role: "owner" }));
    value(await transferApplication(context, { applicationId, to: { kind: "team", teamId } }));
    return { heir, teamId };
  }

  it("are masked when the owner loses the role, and come back with it", async () => {
    const [open, closed] = [await shared(), await shared("publisher", "admin")];
    const { username, keyWith, masked } = await publisher();
    const id = await keyWith(closed.name, open.name);
    expect(await masked()).toEqual([]);
    expect(await told(() => setRoles(username, "subscriber"))).toEqual([entryOf(id, open.name)]);
    expect(await masked()).toEqual([{ name: closed.name, roles: ["publisher", "admin"] }]);
    expect(await told(() => setRoles(username, "creator", "publisher"))).toEqual([
      entryOf(id, closed.name, open.name),
    ]);
    expect(await masked()).toEqual([]);
  });

  it("are told for nobody else's keys, for none that are revoked, and not where nothing changes", async () => {
    const [open, closed] = [await shared(), await shared("publisher")];
    const [one, other] = [await publisher(), await publisher()];
    const id = await one.keyWith(closed.name);
    await one.keyWith(open.name);
    await other.keyWith(closed.name);
    value(await keys.revokeKey(one.context, { keyId: await one.keyWith(closed.name) }));
    expect(await told(() => setRoles(one.username, "subscriber"))).toEqual([entryOf(id)]);
    expect(await told(() => setRoles(one.username, "creator"))).toEqual([]);
  });

  it("follow who may obtain a scope, on whichever keys it is", async () => {
    const [open, changing] = [await shared(), await shared()];
    const [one, other] = [await publisher(), await publisher()];
    await setRoles(other.username, "admin");
    const id = await one.keyWith(open.name, changing.name);
    await other.keyWith(changing.name);
    const update = (roles: Role[]) =>
      scopes.updateSharedScope(storage.context, {
        ...{ scopeId: changing.scopeId, displayName: "", description: "", roles },
      });
    expect(await told(() => update(["admin"]))).toEqual([entryOf(id, open.name)]);
    expect(await told(() => update([]))).toEqual([entryOf(id, open.name, changing.name)]);
    expect(await told(() => update(["publisher", "admin"]))).toEqual([]);
  });

  it("go with the scope, and do not come back with another of its name", async () => {
    const [open, going] = [await shared(), await shared()];
    const { keyWith, masked } = await publisher();
    const id = await keyWith(open.name, going.name);
    const remove = () => scopes.deleteSharedScope(storage.context, { scopeId: going.scopeId });
    expect(await told(remove)).toEqual([entryOf(id, open.name)]);
    expect(await masked()).toEqual([{ name: going.name, roles: null }]);
    const { name } = going;
    const again = createSharedScopeSchema.parse({ name });
    expect(await told(() => scopes.createSharedScope(storage.context, again))).toEqual([]);
    expect(await masked()).toEqual([]);
  });

  it("go with the last version of the API whose scopes they are", async () => {
    const api = await storage.created();
    const name = `s:${randomUUID()}`;
    const input = { apiId: api.id, name, displayName: "", description: "", roles: [] };
    value(await scopes.createApiScope(storage.context, input));
    const { keyWith } = await publisher();
    const id = await keyWith(name);
    expect(await told(() => deleteApi(storage.context, { apiId: api.id }))).toContainEqual(entryOf(id));
  });

  it("are those of the new owner once the one before has left the team", async () => {
    const closed = await shared("publisher");
    const owner = await publisher();
    const id = await owner.keyWith(closed.name);
    const { heir, teamId } = await inTeam(owner);
    const leave = () => members.leaveTeam(owner.context, { teamId, newOwnerId: heir.id });
    expect(await told(leave)).toContainEqual(entryOf(id));
    expect(await owner.masked(heir.id)).toEqual([{ name: closed.name, roles: ["publisher"] }]);
  });

  it("are those of the new owner after a transfer, and after an erasure", async () => {
    const closed = await shared("publisher");
    const [given, erased] = [await publisher(), await publisher()];
    const givenId = await given.keyWith(closed.name);
    const { heir } = await inTeam(given);
    const { applicationId } = given;
    const transfer = (userId: string) =>
      transferApplication(given.context, { applicationId, to: { kind: "member", userId } });
    expect(await told(() => transfer(heir.id))).toContainEqual(entryOf(givenId));
    expect(await told(() => transfer(given.id))).toContainEqual(entryOf(givenId, closed.name));
    const erasedId = await erased.keyWith(closed.name);
    const { username } = erased;
    const newOwner = (await inTeam(erased)).heir.username;
    const circumstances = { mode: "production", now: new Date(), newId: randomUUID } as const;
    const erase = () => eraseAccount(storage.db, { username, newOwner, ...circumstances });
    expect(await told(erase)).toContainEqual(entryOf(erasedId));
  });

  it("that are masked are not told when the key is replaced with an overlap", async () => {
    const closed = await shared("publisher");
    const { username, context, keyWith } = await publisher();
    const keyId = await keyWith(closed.name);
    await setRoles(username, "subscriber");
    const entries = await told(() => keys.rotateKey(context, { keyId, overlapMs: 60_000 }));
    expect(entries).toHaveLength(2);
    for (const { record } of entries) expect(record).toMatchObject({ scopes: [] });
  });

  it("are told of more keys than are read at a time, in one routing revision", async () => {
    const closed = await shared("publisher");
    const { username, keyWith } = await publisher();
    const first = await storage.db.credential.findUniqueOrThrow({
      where: { id: await keyWith(closed.name) },
    });
    const copies = Array.from({ length: 250 }, () => ({ ...first, id: randomUUID(), hash: randomUUID() }));
    await storage.db.credential.createMany({ data: copies });
    const row = await storage.db.routingEntry.findUniqueOrThrow({ where: { id: `credential:${first.id}` } });
    const rows = copies.map(({ id }) => ({ ...row, id: `credential:${id}` }));
    await storage.db.routingEntry.createMany({ data: rows });
    const entries = await told(() => setRoles(username, "subscriber"));
    expect(entries.map(({ id }) => id).sort()).toEqual([first, ...copies].map(({ id }) => id).sort());
    for (const { record } of entries) expect(record).toMatchObject({ scopes: [] });
  });

  it("are told for all keys that had been told with more, and once", async () => {
    const closed = await shared("publisher");
    const { id: userId, keyWith } = await publisher();
    const id = await keyWith(closed.name);
    await storage.db.userRole.deleteMany({ where: { userId } });
    const publishAll = () => change(storage.db, (inside) => publishKeyScopes(inside, "all"));
    expect(await told(publishAll)).toEqual([entryOf(id)]);
    expect(await told(publishAll)).toEqual([]);
  });
});
