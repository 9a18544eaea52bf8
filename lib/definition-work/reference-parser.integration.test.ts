// The reference parser in a thread of the portal: what it finds, where, and that it reads nothing but the text.

import { mkdtempSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { mergeFindings } from "#lib/asyncapi/merge-findings.ts";
import { removeFolder } from "#lib/db/test-kit/remove-folder.ts";
import { checkReference } from "#lib/definition-work/checking-commands.ts";

const folder = mkdtempSync(join(tmpdir(), "sluice-reference-"));
afterAll(() => removeFolder(folder));

const head = "asyncapi: 3.0.0\ninfo: {title: T, version: '1'}\n";

async function errorsOf(text: string) {
  const found = await checkReference(text, "cleo");
  if (!found.ok) throw new Error(found.message);
  return found.value.filter(({ severity }) => severity === "error");
}

describe("the reference parser", () => {
  it("finds nothing wrong with a sound definition", async () => {
    // Not even that there is a newer version, or no license.
    const found = await checkReference(`${head}channels: {a: {address: /a}}\n`, "cleo");
    expect(found).toEqual({ ok: true, value: [] });
  });

  it("says at their lines what Sluice's own checks do not look at", async () => {
    const text = `${head}channels:\n  a:\n    address: /a\n    parameters:\n      room: {}\n`;
    expect(await errorsOf(text)).toMatchObject([{ code: "parser-asyncapi3-channel-parameters", line: 7 }]);
  });

  it("tells an error of its own without the way through its code", async () => {
    const [found] = await errorsOf("asyncapi: {}\n");
    expect(found?.code).toBe("parser-uncaught-error");
    expect(found?.message).toMatch(/^Error thrown during AsyncAPI document validation\. .*'split'\)$/);
  });

  it("says of a part that a reference leads to where that part stands", async () => {
    const text = `${head}channels: {a: {$ref: '#/components/channels/a'}}\ncomponents:\n  channels:\n    a: {address: 5}\n`;
    expect((await errorsOf(text)).map(({ line }) => line)).toContain(6);
  });

  it("says what is wrong beside a part that is elsewhere as it says it without", async () => {
    const text = (payload: string) =>
      `asyncapi: 3.0.0\ninfo: {title: T, version: '1'}\nchannels:\n  a: {address: /a, messages: {m: {payload: ${payload}}}}\n  b: {address: /b, messages: 5, bindings: 7}\noperations: {o: {action: send, channel: {$ref: '#/channels/a'}, traits: 5}}\n`;
    const told = async (payload: string) => (await errorsOf(text(payload))).map(({ message }) => message);
    const errors = await told("{$ref: 'https://elsewhere.test/a.json'}");
    expect(errors).toHaveLength(3);
    expect(errors).toEqual(await told("{type: string}"));
  });

  it("asks no address and opens no file, and holds nothing against what is elsewhere", async () => {
    let asked = 0;
    const server = createServer((_request, response) => {
      asked += 1;
      response.end("{}");
    });
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    // A server on TCP has an address with a port.
    const { port } = server.address() as AddressInfo;
    const secret = join(folder, "secret.yaml");
    writeFileSync(secret, "the secret\n");
    const refs = [
      `http://127.0.0.1:${port}/x.yaml`,
      `https://127.0.0.1:${port}/x`,
      secret,
      `file://${secret}`,
    ];
    const channels = refs.map((ref, index) => `  c${index}: {$ref: '${ref}#/channels/x'}\n`).join("");
    const messages = refs.map((ref, index) => `      m${index}: {payload: {$ref: '${ref}'}}\n`).join("");
    const text = `${head}channels:\n${channels}  own:\n    address: /own\n    messages:\n${messages}`;
    const found = await checkReference(text, "cleo");
    server.close();
    expect(asked).toBe(0);
    expect(JSON.stringify(found)).not.toContain("the secret");
    expect(found.ok && found.value.filter(({ severity }) => severity === "error")).toEqual([]);
  });

  it.each(["", "a: [", "- 1", "asyncapi: 3.0.0\n<<: 1", '{"__proto__": 1}'])(
    "answers for %j, which is no document",
    async (text) => {
      expect((await errorsOf(text)).length).toBeGreaterThan(0);
    },
  );
});

it("stands in one list with our own findings, which say it in plainer words, none twice", () => {
  const own = [{ severity: "error", code: "ref", message: "ours", line: 3, column: 5 }] as const;
  const theirs = [
    { severity: "error", code: "parser-invalid-ref", message: "theirs", line: 3, column: 5 },
    { severity: "warning", code: "parser-x", message: "theirs", line: 3, column: 1 },
    { severity: "error", code: "parser-y", message: "theirs", line: 1, column: 1 },
  ] as const;
  expect(mergeFindings(own, theirs).map(({ code }) => code)).toEqual(["parser-y", "parser-x", "ref"]);
});
