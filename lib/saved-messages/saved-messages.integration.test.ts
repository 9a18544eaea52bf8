// What saving messages of the console promises holds on SQLite and on PostgreSQL alike.
import { describe, expect, it } from "vitest";
import { refusal, Storage, value } from "#lib/db/test-kit/storage.ts";
import type { Person, Role } from "#lib/identity/role.ts";
import { changeSavedMessage, deleteSavedMessage, keepMessage } from "./commands.ts";
import { findSavedMessage, listSavedMessages } from "./repository.ts";
import { type KeepMessage, keepMessageSchema, MAX_SAVED_MESSAGES } from "./saved-message.ts";

const person = (username: string, ...roles: Role[]): Person => ({
  ...{ id: `id-${username}`, username, name: username, roles },
});
const ann = person("ann", "creator");
const bob = person("bob", "publisher");
const admin = person("root", "admin");

describe.each(["sqlite", "postgresql"] as const)("saved messages on %s", (kind) => {
  const storage = new Storage(kind);
  const as = (actor: Person) => ({ ...storage.context, actor });
  const names = async (apiId: string, who: Person) =>
    (await listSavedMessages(storage.db, { apiId, person: who })).map(({ name }) => name);

  function message(apiId: string, patch: Partial<KeepMessage> = {}): KeepMessage {
    return keepMessageSchema.parse({
      ...{ apiId, name: "hello", visibility: "private", messageKey: "hello", format: "text" },
      ...{ body: '{"id": 9223372036854775807}', ...patch },
    });
  }

  it("a private one is its owner's alone, whoever else asks", async () => {
    const { id: apiId } = await storage.created();
    const id = value(await keepMessage(as(ann), message(apiId)));
    expect(await names(apiId, ann)).toEqual(["hello"]);
    for (const other of [bob, admin]) {
      expect(await names(apiId, other)).toEqual([]);
      expect(await findSavedMessage(storage.db, { apiId, id, person: other })).toBeNull();
      expect(refusal(await changeSavedMessage(as(other), { apiId, id, name: "mine" })).code).toBe(
        "message_gone",
      );
      expect(refusal(await deleteSavedMessage(as(other), { apiId, id })).code).toBe("message_gone");
    }
    expect(await findSavedMessage(storage.db, { apiId, id, person: ann })).toEqual({
      ...{ messageKey: "hello", format: "text", body: '{"id": 9223372036854775807}' },
    });
  });

  it("a shared one is read by all who may see the API, and changed by its owner and admins", async () => {
    const { id: apiId } = await storage.created();
    const id = value(
      await keepMessage(as(ann), message(apiId, { visibility: "shared", format: "verbatim" })),
    );
    expect(await names(apiId, bob)).toEqual(["hello"]);
    expect(await names(apiId, person("eve", "subscriber"))).toEqual([]);
    expect(refusal(await changeSavedMessage(as(bob), { apiId, id, name: "mine" })).code).toBe("forbidden");
    expect(refusal(await deleteSavedMessage(as(bob), { apiId, id })).code).toBe("forbidden");
    value(await changeSavedMessage(as(admin), { apiId, id, name: "greeting" }));
    expect(await findSavedMessage(storage.db, { apiId, id, person: bob })).toMatchObject({
      ...{ format: "verbatim", body: '{"id": 9223372036854775807}' },
    });
    value(await changeSavedMessage(as(ann), { apiId, id, visibility: "private" }));
    expect(await names(apiId, bob)).toEqual([]);
    expect(await names(apiId, ann)).toEqual(["greeting"]);
    value(await deleteSavedMessage(as(ann), { apiId, id }));
    expect(refusal(await deleteSavedMessage(as(ann), { apiId, id })).code).toBe("message_gone");
  });

  it("a name is had once by each person, and one API's id does not open another's", async () => {
    const [{ id: apiId }, { id: otherApi }] = [await storage.created(), await storage.created()];
    const id = value(await keepMessage(as(ann), message(apiId)));
    expect(refusal(await keepMessage(as(ann), message(apiId))).fields).toHaveProperty("name");
    value(await keepMessage(as(bob), message(apiId)));
    const second = value(await keepMessage(as(ann), message(apiId, { name: "second" })));
    expect(refusal(await changeSavedMessage(as(ann), { apiId, id: second, name: "hello" })).code).toBe(
      "name_taken",
    );
    expect(await findSavedMessage(storage.db, { apiId: otherApi, id, person: ann })).toBeNull();
    expect(refusal(await deleteSavedMessage(as(ann), { apiId: otherApi, id })).code).toBe("message_gone");
    expect(refusal(await keepMessage(as(ann), message("none"))).code).toBe("not_found");
  });

  it("a person keeps so many for an API and no more", async () => {
    const { id: apiId } = await storage.created();
    const at = new Date();
    await storage.db.savedMessage.createMany({
      data: Array.from({ length: MAX_SAVED_MESSAGES }, (_, index) => ({
        ...message(apiId, { name: `m${index}` }),
        ...{ id: `${apiId}-${index}`, ownerId: ann.id, ownerName: "ann", createdAt: at, updatedAt: at },
      })),
    });
    expect(refusal(await keepMessage(as(ann), message(apiId))).code).toBe("too_many");
    value(await keepMessage(as(bob), message(apiId)));
  });
});
