// What was read of a definition, kept in SQLite and PostgreSQL: found again, and harmless where it is not what it should be.
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serialize } from "node:v8";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import { removeFolder } from "#lib/db/test-kit/remove-folder.ts";
import { Storage } from "#lib/db/test-kit/storage.ts";
import { keepReading } from "#lib/definition-work/kept-readings/commands.ts";
import {
  findKept,
  MAX_ANSWER_BYTES,
  readCodeVersion,
} from "#lib/definition-work/kept-readings/repository.ts";

describe.each(["sqlite", "postgresql"] as const)("readings that are kept on %s", (kind) => {
  const storage = new Storage(kind);

  async function keptOf(answer: unknown) {
    const { id: apiId } = await storage.created();
    const name = { apiId, kind: "design readFacts" };
    await keepReading(storage.db, name, "one", answer);
    return name;
  }

  async function replaceBytes(apiId: string, change: (bytes: Uint8Array) => Uint8Array): Promise<void> {
    const row = await storage.db.keptReading.findFirstOrThrow({ where: { apiId } });
    await storage.db.keptReading.updateMany({
      where: { apiId },
      data: { answer: new Uint8Array(change(row.answer)) },
    });
  }

  it("are found as they were, maps too", async () => {
    const answer = { policies: { ok: true, value: new Map([["/a", { limit: 1 }]]) }, none: undefined };
    const name = await keptOf(answer);
    expect(await findKept(storage.db, name, "one")).toEqual({ answer });
  });

  it("are not found for another text or by other code, and give way to the next", async () => {
    const name = await keptOf("first");
    expect(await findKept(storage.db, name, "other")).toBeNull();
    await keepReading(storage.db, name, "other", "second");
    expect(await findKept(storage.db, name, "other")).toEqual({ answer: "second" });
    expect(await findKept(storage.db, name, "one")).toBeNull();
    expect(await storage.db.keptReading.count({ where: { apiId: name.apiId } })).toBe(1);
  });

  it.each([
    ["cut short", (bytes: Uint8Array) => bytes.subarray(0, bytes.length - 12)],
    ["empty", () => new Uint8Array()],
    ["not compressed", () => new TextEncoder().encode("nothing of the kind")],
    ["of another form", () => gzipSync("no answer")],
    ["larger than any", () => gzipSync(serialize("x".repeat(MAX_ANSWER_BYTES)))],
    [
      "altered in the middle",
      (bytes: Uint8Array) => bytes.map((byte, index) => (index === bytes.length >> 1 ? byte ^ 255 : byte)),
    ],
  ])("are as if they were not there when they are %s", async (_what, change) => {
    const name = await keptOf(Array.from({ length: 100 }, (_, index) => `said ${index}`));
    await replaceBytes(name.apiId, change);
    expect(await findKept(storage.db, name, "one")).toBeNull();
  });

  it("are not kept when they are too large", async () => {
    const name = await keptOf("x".repeat(MAX_ANSWER_BYTES));
    expect(await findKept(storage.db, name, "one")).toBeNull();
  });

  it("go with their API", async () => {
    const name = await keptOf("first");
    await storage.db.api.delete({ where: { id: name.apiId } });
    expect(await storage.db.keptReading.count({ where: { apiId: name.apiId } })).toBe(0);
  });
});

describe("the version of the code that reads", () => {
  const folder = mkdtempSync(join(tmpdir(), "sluice-code-"));
  afterAll(() => removeFolder(folder));
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);

  it("changes with its files and its libraries, not with its tests", async () => {
    mkdirSync(join(folder, "lib/reading"), { recursive: true });
    write("lib/reading/view.ts", "1");
    write("package-lock.json", "{}");
    const first = await readCodeVersion(folder);
    write("lib/reading/view.test.ts", "a test");
    expect(await readCodeVersion(folder)).toBe(first);
    write("lib/reading/view.ts", "2");
    const second = await readCodeVersion(folder);
    expect(second).not.toBe(first);
    write("package-lock.json", '{ "yaml": 3 }');
    expect(await readCodeVersion(folder)).not.toBe(second);
  });
});
