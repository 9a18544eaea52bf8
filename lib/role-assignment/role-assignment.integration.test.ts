// Who has which roles: what changing them promises holds on SQLite and on PostgreSQL alike.
import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { refusal, Storage, value } from "#lib/db/test-kit/storage.ts";
import { eraseAccount } from "#lib/erasure/commands.ts";
import { ensureAccount } from "#lib/identity/commands.ts";
import { findPersonByName } from "#lib/identity/repository.ts";
import type { Person, Role } from "#lib/identity/role.ts";
import { setRoles, setRolesOfUsername } from "./commands.ts";

describe.each(["sqlite", "postgresql"] as const)("changing somebody's roles on %s", (kind) => {
  const storage = new Storage(kind);

  beforeEach(async () => {
    await storage.db.user.deleteMany();
  });

  async function person(...roles: Role[]): Promise<Person> {
    const username = `p-${randomUUID().slice(0, 8)}`;
    const account = { username, name: username, email: `${username}@test.example`, password: "x", roles };
    await ensureAccount(storage.db, account, { now: new Date(), newId: randomUUID });
    return again({ username });
  }

  async function again({ username }: Pick<Person, "username">): Promise<Person> {
    const found = await findPersonByName(storage.db, username);
    if (!found) throw new Error("there is nobody of this name");
    return found;
  }

  const set = (actor: Person, { id: userId }: Pick<Person, "id">, seen: Role[], roles: Role[]) =>
    setRoles({ db: storage.db, actor }, { userId, seen, roles });
  const rolesOf = async (one: Person) => [...(await again(one)).roles].sort();
  const countAdmins = () => storage.db.userRole.count({ where: { role: "admin" } });

  it("gives exactly the chosen ones, each once, and says what there was before", async () => {
    const [admin, other] = [await person("admin"), await person("subscriber", "creator")];
    const outcome = await set(admin, other, ["subscriber", "creator"], ["publisher", "creator", "publisher"]);
    expect(value(outcome)).toEqual({
      before: ["creator", "subscriber"],
      after: ["creator", "publisher"],
    });
    expect(await rolesOf(other)).toEqual(["creator", "publisher"]);
    value(await set(admin, other, ["publisher", "creator"], []));
    expect(await rolesOf(other)).toEqual([]);
  });

  it("is refused to who is no admin, though they were when their request began", async () => {
    const [creator, former, other] = [await person("creator"), await person("admin"), await person()];
    await storage.db.userRole.deleteMany({ where: { userId: former.id } });
    for (const actor of [creator, former]) {
      expect(refusal(await set(actor, actor, [...(await again(actor)).roles], ["admin"])).code).toBe(
        "forbidden",
      );
      expect(refusal(await set(actor, other, [], ["admin"])).code).toBe("forbidden");
    }
    expect(await countAdmins()).toBe(0);
  });

  it("finds nobody by an id that is nobody's, or no one's any more", async () => {
    const [admin, gone] = [await person("admin"), await person("creator")];
    value(
      await eraseAccount(storage.db, {
        username: gone.username,
        newOwner: null,
        mode: "production",
        now: new Date(),
        newId: randomUUID,
      }),
    );
    for (const id of ["forged", gone.id])
      expect(refusal(await set(admin, { id }, [], ["creator"])).code).toBe("not_found");
    expect(await storage.db.userRole.count()).toBe(1);
  });

  it("does not overwrite what another admin has changed meanwhile, and says what that is", async () => {
    const [admin, other] = [await person("admin"), await person("creator")];
    value(await set(admin, other, ["creator"], ["publisher"]));
    expect(refusal(await set(admin, other, ["creator"], ["subscriber"]))).toMatchObject({
      code: "stale",
      message: expect.stringContaining("they are publisher now"),
    });
    expect(await rolesOf(other)).toEqual(["publisher"]);
  });

  it("leaves the only admin one, and whatever else they have", async () => {
    const admin = await person("admin", "creator");
    expect(refusal(await set(admin, admin, ["creator", "admin"], ["creator"])).code).toBe("last_admin");
    expect(await rolesOf(admin)).toEqual(["admin", "creator"]);
    value(await set(admin, admin, ["creator", "admin"], ["admin"]));
    expect(await rolesOf(admin)).toEqual(["admin"]);
  });

  it("leaves one of two admins who take the role from each other, or each from themselves, at the same moment", async () => {
    for (const whom of ["each other", "themselves"]) {
      await storage.db.user.deleteMany();
      const [one, two] = [await person("admin"), await person("admin")];
      const [first, second] = whom === "themselves" ? [one, two] : [two, one];
      const outcomes = await Promise.all([set(one, first, ["admin"], []), set(two, second, ["admin"], [])]);
      expect(
        outcomes.filter(({ ok }) => ok),
        whom,
      ).toHaveLength(1);
      expect(await countAdmins(), whom).toBe(1);
    }
  });

  it("leaves one of two admins of whom one is erased while the other gives the role up", async () => {
    const [one, two] = [await person("admin"), await person("admin")];
    const outcomes = await Promise.all([
      set(one, one, ["admin"], []),
      eraseAccount(storage.db, {
        username: two.username,
        newOwner: null,
        mode: "production",
        now: new Date(),
        newId: randomUUID,
      }),
    ]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await countAdmins()).toBe(1);
  });

  it("is done by name for whoever runs the installation, with the same regard for the only admin", async () => {
    const admin = await person("admin");
    const setNamed = (username: string, roles: Role[]) => setRolesOfUsername(storage.db, { username, roles });
    expect(refusal(await setNamed("nobody", ["admin"])).code).toBe("not_found");
    expect(refusal(await setNamed(admin.username, [])).code).toBe("last_admin");
    const other = await person("subscriber");
    value(await setNamed(other.username.toUpperCase(), ["subscriber", "admin"]));
    expect(await rolesOf(other)).toEqual(["admin", "subscriber"]);
    value(await setNamed(admin.username, []));
    expect(await countAdmins()).toBe(1);
  });
});
