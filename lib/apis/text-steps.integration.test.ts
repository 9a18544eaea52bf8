// Undo and redo of what was saved of a definition, by form and by text, on SQLite and on PostgreSQL.
import { describe, expect, it } from "vitest";
import * as apis from "#lib/apis/commands.ts";
import { findApi } from "#lib/apis/repository.ts";
import { stepDefinition } from "#lib/apis/step-commands.ts";
import { refusal, Storage, value } from "#lib/db/test-kit/storage.ts";

describe.each(["sqlite", "postgresql"] as const)("steps of a definition on %s", (kind) => {
  const storage = new Storage(kind);

  async function textOf(apiId: string): Promise<string> {
    const api = await findApi(storage.db, apiId);
    return api?.definition ?? "";
  }

  async function saveText(apiId: string, etag: number, text: string): Promise<number> {
    return value(await apis.saveDefinition(storage.context, { apiId, etag, text })).etag;
  }

  it("takes a save of the text back byte for byte, and does it again", async () => {
    const { id: apiId, definition: first } = await storage.created();
    const second = `# first\n${first}`;
    expect(await saveText(apiId, 1, second)).toBe(2);
    const undone = value(await stepDefinition(storage.context, { apiId, etag: 2, from: 2, to: 1 }));
    expect(undone.etag).toBe(3);
    expect(await textOf(apiId)).toBe(first);
    value(await stepDefinition(storage.context, { apiId, etag: 3, from: 1, to: 2 }));
    expect(await textOf(apiId)).toBe(second);
  });

  it("takes a save of the Topics page back", async () => {
    const { id: apiId, definition: first } = await storage.created();
    const { topics } = value(await apis.saveTopics(storage.context, { apiId, etag: 1, topics: [] }));
    expect(topics).toHaveLength(0);
    value(await stepDefinition(storage.context, { apiId, etag: 2, from: 2, to: 1 }));
    expect(await textOf(apiId)).toBe(first);
  });

  it("keeps what was saved since at other lines", async () => {
    const { id: apiId, definition: first } = await storage.created();
    const mine = `# mine\n${first}`;
    await saveText(apiId, 1, mine);
    await saveText(apiId, 2, `${mine}# theirs\n`);
    value(await stepDefinition(storage.context, { apiId, etag: 3, from: 2, to: 1 }));
    expect(await textOf(apiId)).toBe(`${first}# theirs\n`);
    value(await stepDefinition(storage.context, { apiId, etag: 4, from: 1, to: 2 }));
    expect(await textOf(apiId)).toBe(`${mine}# theirs\n`);
  });

  it("refuses a step whose lines were changed since, and changes nothing", async () => {
    const { id: apiId, definition: first } = await storage.created();
    await saveText(apiId, 1, `# mine\n${first}`);
    await saveText(apiId, 2, `# theirs\n${first}`);
    const refused = refusal(await stepDefinition(storage.context, { apiId, etag: 3, from: 2, to: 1 }));
    expect(refused.code).toBe("step_contested");
    expect(await textOf(apiId)).toBe(`# theirs\n${first}`);
  });

  it("finds the text of a version in which other settings were saved", async () => {
    const { id: apiId, definition: first } = await storage.created();
    await saveText(apiId, 1, `# mine\n${first}`);
    const info = { displayName: "Other", description: "", tags: [] };
    value(await apis.saveBasicInfo(storage.context, { apiId, etag: 2, ...info }));
    await saveText(apiId, 3, `# again\n${first}`);
    value(await stepDefinition(storage.context, { apiId, etag: 4, from: 4, to: 3 }));
    expect(await textOf(apiId)).toBe(`# mine\n${first}`);
  });

  it("refuses a stale step", async () => {
    const { id: apiId, definition: first } = await storage.created();
    await saveText(apiId, 1, `# mine\n${first}`);
    const refused = refusal(await stepDefinition(storage.context, { apiId, etag: 1, from: 2, to: 1 }));
    expect(refused.code).toBe("stale");
  });

  it("keeps the last fifty texts of an API and says of an older step that it is gone", async () => {
    const { id: apiId, definition: first } = await storage.created();
    let etag = 1;
    for (const note of Array.from({ length: 51 }, (_, index) => index))
      etag = await saveText(apiId, etag, `# ${note}\n${first}`);
    expect(await storage.db.definitionText.count({ where: { apiId } })).toBe(50);
    const refused = refusal(await stepDefinition(storage.context, { apiId, etag, from: 2, to: 1 }));
    expect(refused.code).toBe("step_gone");
    value(await stepDefinition(storage.context, { apiId, etag, from: etag, to: etag - 1 }));
    expect(await textOf(apiId)).toBe(`# 49\n${first}`);
  });
});
