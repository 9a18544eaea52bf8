// An API that begins with an imported document, on SQLite and on PostgreSQL alike.
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { findApi, findOriginalDefinition } from "#lib/apis/repository.ts";
import * as creation from "#lib/creation/commands.ts";
import { refusal, Storage, value } from "#lib/db/test-kit/storage.ts";

const definition = `# kept
asyncapi: 3.0.0
info: {title: Theirs, version: 0.1.0}   # theirs
channels:
  rooms:
    address: /rooms/{id}
    parameters: {id: {}}
operations:
  sendRooms: {action: send, channel: {$ref: '#/channels/rooms'}}
`;
const original = "asyncapi: 2.6.0 # as it came\n";

describe.each(["sqlite", "postgresql"] as const)("importing on %s", (kind) => {
  const storage = new Storage(kind);
  const imported = { definition, original, originalVersion: "2.6.0" };

  it("stores the text that came, with title and version of the API and nothing else touched", async () => {
    const input = storage.input({ version: "2.0.0" });
    const { apiId } = value(
      await creation.createApi(storage.context, { input, operationKey: randomUUID(), imported }),
    );
    const api = await findApi(storage.db, apiId);
    expect(api?.definition).toBe(
      definition.replace("Theirs", input.name).replace("version: 0.1.0", "version: 2.0.0"),
    );
    expect(api?.description).toBe("");
  });

  it("keeps the original of a converted document, byte for byte", async () => {
    const making = { input: storage.input(), operationKey: randomUUID(), imported };
    const { apiId } = value(await creation.createApi(storage.context, making));
    expect((await findApi(storage.db, apiId))?.originalVersion).toBe("2.6.0");
    expect(await findOriginalDefinition(storage.db, apiId)).toBe(original);
    const plain = await storage.created();
    expect(plain.originalVersion).toBeNull();
    expect(await findOriginalDefinition(storage.db, plain.id)).toBeNull();
  });

  it("refuses a text with errors at their lines, and makes nothing", async () => {
    const input = storage.input();
    const broken = { ...imported, definition: definition.replace("action: send", "action: shout") };
    const told = refusal(
      await creation.createApi(storage.context, { input, operationKey: randomUUID(), imported: broken }),
    );
    expect(told.code).toBe("definition_invalid");
    expect(told.fields?.text).toContainEqual(expect.stringMatching(/^9:\d+ Set the action/));
    expect(await storage.db.api.count({ where: { name: input.name } })).toBe(0);
  });

  it("publishes nothing that the reference parser refuses, though it can be created", async () => {
    const redundant = definition.replace("parameters: {id: {}}", "parameters: {id: {}, other: {}}");
    const more = { input: storage.input(), imported: { ...imported, definition: redundant } };
    const told = refusal(
      await creation.createAndPublish(storage.context, { ...more, operationKey: randomUUID() }),
    );
    expect(told.message).toContain("other");
    expect(await storage.db.api.count({ where: { name: more.input.name } })).toBe(0);
    value(await creation.createApi(storage.context, { ...more, operationKey: randomUUID() }));
  });

  it("creates, deploys and publishes what was imported", async () => {
    const making = { input: storage.input(), operationKey: randomUUID(), imported };
    const { apiId } = value(await creation.createAndPublish(storage.context, making));
    expect((await findApi(storage.db, apiId))?.state).toBe("published");
    const { entries } = await storage.feedSince(0);
    expect(JSON.stringify(entries)).toContain("/rooms/{id}");
  });
});
