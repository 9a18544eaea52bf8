// A definition replaced by a document, on SQLite and on PostgreSQL alike.
import { describe, expect, it } from "vitest";
import * as apis from "#lib/apis/commands.ts";
import { findApi, findOriginalDefinition } from "#lib/apis/repository.ts";
import { refusal, Storage, value } from "#lib/db/test-kit/storage.ts";
import * as replacing from "./commands.ts";

const text = `# theirs
asyncapi: 3.0.0
info: {title: Theirs, version: 0.1.0}   # kept
channels:
  prices: {address: /prices}
operations:
  stream: {action: send, channel: {$ref: '#/channels/prices'}}
`;
const older = `asyncapi: 2.6.0
info: {title: Theirs, version: 0.1.0}
channels:
  /rooms:
    publish: {message: {payload: {type: string}}}
`;

describe.each(["sqlite", "postgresql"] as const)("replacing a definition on %s", (kind) => {
  const storage = new Storage(kind);

  it("says what would change and saves nothing, then replaces; the API's own settings stay", async () => {
    const before = await storage.created();
    const input = { apiId: before.id, etag: before.etag, text, isSwapped: false };
    const { changes } = value(await replacing.readReplacement(storage.context, input));
    expect(
      changes?.topics.map(({ kind: what, before: was, after }) => [what, was?.address, after?.address]),
    ).toEqual([
      ["removed", "/*", undefined],
      ["added", undefined, "/prices"],
    ]);
    expect(await findApi(storage.db, before.id)).toEqual(before);
    const { etag } = value(await replacing.replaceDefinition(storage.context, input));
    const stored = text
      .replace("Theirs", before.name)
      .replace("version: 0.1.0", `version: ${before.version}`);
    expect(changes?.text).toBe(stored);
    const after = await findApi(storage.db, before.id);
    expect(after).toEqual({ ...before, etag, definition: stored, updatedAt: after?.updatedAt });
  });

  it("counts what a topic's handshake takes as a change of that topic", async () => {
    const api = await storage.created();
    const takes = (query: string) =>
      text.replace("{address: /prices}", `{address: /prices, bindings: {ws: {query: ${query}}}}`);
    const { etag } = value(
      await replacing.replaceDefinition(storage.context, {
        ...{ apiId: api.id, etag: api.etag, isSwapped: false },
        text: takes("{properties: {lang: {type: string}}}"),
      }),
    );
    const input = { apiId: api.id, etag, isSwapped: false };
    const changesBy = async (query: string) =>
      value(await replacing.readReplacement(storage.context, { ...input, text: takes(query) })).changes
        ?.topics;
    expect(await changesBy("{properties: {lang: {type: string}}}")).toEqual([]);
    expect(await changesBy("{properties: {lang: {type: string}}, required: [lang]}")).toMatchObject([
      { kind: "changed", after: { address: "/prices" }, handshake: ["query parameter lang"] },
    ]);
  });

  it("refuses a stale one, before and at the saving, and loses nobody's text", async () => {
    const api = await storage.created();
    const theirs = { apiId: api.id, etag: api.etag, text: `${api.definition}# mine\n` };
    value(await apis.saveDefinition(storage.context, theirs));
    const input = { apiId: api.id, etag: api.etag, text, isSwapped: false };
    expect(refusal(await replacing.readReplacement(storage.context, input)).code).toBe("stale");
    expect(refusal(await replacing.replaceDefinition(storage.context, input)).code).toBe("stale");
    expect((await findApi(storage.db, api.id))?.definition).toBe(theirs.text);
  });

  it("refuses a text with errors, and one of which nothing can be made", async () => {
    const api = await storage.created();
    const input = { apiId: api.id, etag: api.etag, isSwapped: false };
    const broken = { ...input, text: text.replace("action: send", "action: shout") };
    const told = refusal(await replacing.replaceDefinition(storage.context, broken));
    expect(`${told.message} ${told.fields?.form}`).toMatch(/7.*Set the action/);
    const none = { ...input, text: "asyncapi: [\n" };
    expect(refusal(await replacing.replaceDefinition(storage.context, none)).code).toBe("not_importable");
    expect(value(await replacing.readReplacement(storage.context, none)).changes).toBeNull();
    expect(await findApi(storage.db, api.id)).toEqual(api);
  });

  it("keeps the original of a converted document, until another document takes its place", async () => {
    const api = await storage.created();
    const input = { apiId: api.id, etag: api.etag, text: older, isSwapped: false };
    const { etag } = value(await replacing.replaceDefinition(storage.context, input));
    const converted = await findApi(storage.db, api.id);
    expect(converted?.originalVersion).toBe("2.6.0");
    expect(converted?.definition).toContain("asyncapi: 3.0.0");
    expect(await findOriginalDefinition(storage.db, api.id)).toBe(older);
    value(await replacing.replaceDefinition(storage.context, { ...input, etag, text }));
    expect(await findOriginalDefinition(storage.db, api.id)).toBeNull();
  });
});
