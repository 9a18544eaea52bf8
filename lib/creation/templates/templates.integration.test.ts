// APIs that begin with a template, on SQLite and on PostgreSQL alike.
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { apiTemplates } from "#lib/apis/api-fields.ts";
import { findApi } from "#lib/apis/repository.ts";
import { newDefinition } from "#lib/asyncapi/new-definition.ts";
import * as creation from "#lib/creation/commands.ts";
import { Storage, value } from "#lib/db/test-kit/storage.ts";
import { startingDefinition } from "./starting-definition.ts";

describe.each(["sqlite", "postgresql"] as const)("creating from a template on %s", (kind) => {
  const storage = new Storage(kind);

  it("is blank unless something else is chosen, byte for byte the definition with one topic", async () => {
    const { name, version, definition } = await storage.created();
    expect(definition).toBe(newDefinition({ title: name, version }));
  });

  it.each(apiTemplates)("stores the definition of %s, with name and version of the API", async (template) => {
    const { name, definition, originalVersion } = await storage.created({ template, version: "2.10" });
    expect(definition).toBe(startingDefinition(template, { title: name, version: "2.10" }));
    expect(originalVersion).toBeNull();
  });

  it("deploys and publishes the topics of a template", async () => {
    const making = { input: storage.input({ template: "chat" }), operationKey: randomUUID() };
    const { apiId } = value(await creation.createAndPublish(storage.context, making));
    expect((await findApi(storage.db, apiId))?.state).toBe("published");
    const { entries } = await storage.feedSince(0);
    const served = JSON.stringify(entries);
    for (const address of ["/rooms/{roomID}", "/notifications", "/ping"]) expect(served).toContain(address);
  });

  it("counts for nothing where a document is imported", async () => {
    const definition = startingDefinition("prices", { title: "Theirs", version: "0.1.0" });
    const imported = { definition, original: null, originalVersion: null };
    const input = storage.input({ template: "chat" });
    const { apiId } = value(
      await creation.createApi(storage.context, { input, operationKey: randomUUID(), imported }),
    );
    const stored = (await findApi(storage.db, apiId))?.definition;
    expect(stored).toBe(startingDefinition("prices", { title: input.name, version: "1.0.0" }));
  });
});
