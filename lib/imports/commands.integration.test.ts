// Reading an import in its thread: both judges speak, of the text that came.
import { describe, expect, it } from "vitest";
import { checkSchema } from "#lib/definition-work/checking-commands.ts";
import { done, refuse } from "#lib/kernel/outcome.ts";
import { bringFiles, readImport } from "./commands.ts";

const asItIs = { isSwapped: false };

describe("reading an import", () => {
  it("says what the reference parser finds in a document that is older, at the lines of the original", async () => {
    const text =
      "asyncapi: 2.6.0\ninfo: {title: T, version: '1'}\nchannels:\n  a:\n    publish:\n      operationId: 5\n";
    const read = await readImport(text, asItIs, "cleo");
    if (!read.ok) throw new Error(read.message);
    expect(read.value).toMatchObject({ cameAs: "2.6.0", original: text });
    const found = read.value.diagnostics.filter(({ code }) => code.startsWith("parser-"));
    expect(
      found.some(({ severity, line, of }) => severity === "error" && line === 6 && of === "original"),
    ).toBe(true);
  });

  it("takes a document of today as it is", async () => {
    const text =
      "asyncapi: 3.0.0\ninfo: {title: T, version: '1'}\nchannels: {a: {address: /a}}\noperations: {o: {action: send, channel: {$ref: '#/channels/a'}}}\n";
    const read = await readImport(text, asItIs, "cleo");
    expect(read).toMatchObject({ ok: true, value: { cameAs: "3.0.0", definition: text, original: null } });
    expect(read.ok && read.value.diagnostics.some(({ severity }) => severity === "error")).toBe(false);
  });

  it("ends with a diagnostic or a refusal for a text that is made to take for ever", async () => {
    const level = (index: number) =>
      `a${index}: &a${index} [${Array(10)
        .fill(`*a${index - 1}`)
        .join(",")}]\n`;
    const bomb = `asyncapi: 2.6.0\na0: &a0 [1,2,3]\n${[1, 2, 3, 4, 5, 6, 7, 8].map(level).join("")}`;
    const read = await readImport(bomb, asItIs, "cleo");
    expect(read.ok ? read.value.diagnostics.length > 0 : read.code === "definition_too_slow").toBe(true);
  });
});

async function sentForm(files: Readonly<Record<string, string>>) {
  const form = new FormData();
  for (const [name, text] of Object.entries(files)) form.append("file", new Blob([text]), name);
  const sent = new Response(form);
  return { bytes: await sent.bytes(), contentType: sent.headers.get("content-type") ?? "" };
}

describe("files that are brought", () => {
  it("become a document in the thread, which holds nobody up and ends what takes for ever", async () => {
    const form = await sentForm({
      "api.yaml": "asyncapi: 3.0.0\ncomponents: {schemas: {A: {$ref: a.yaml}}}\n",
      "a.yaml": "type: string\n",
    });
    const brought = await bringFiles(async () => done(form), "cleo");
    expect(brought).toMatchObject({ ok: true, value: { kind: "document", parts: ["a.yaml"] } });

    const names = Array.from({ length: 30 }, (_, index) => `${index}.yaml`);
    const refs = names.map((name) => `    "${name}": {$ref: ${name}}\n`).join("");
    const slow = Object.fromEntries(names.map((name) => [name, `[${"1,".repeat(150_000)}1]`]));
    const large = await sentForm({
      "api.yaml": `asyncapi: 3.0.0\ncomponents:\n  schemas:\n${refs}`,
      ...slow,
    });
    expect(await bringFiles(async () => done(large), "cleo")).toMatchObject({
      ok: false,
      code: "definition_too_slow",
    });
  }, 60_000); // five seconds of processor time take long on a machine that is busy

  it("are taken from one person one form at a time, and what is refused frees the turn", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const first = bringFiles(async () => {
      await promise;
      return refuse("too_large", "Too large.");
    }, "cleo");
    const never = async () => Promise.reject(new Error("not this person's turn"));
    expect(await bringFiles(never, "cleo")).toMatchObject({ ok: false, code: "definition_busy" });
    resolve();
    expect(await first).toMatchObject({ ok: false, code: "too_large" });
    const form = await sentForm({ "a.yaml": "asyncapi: 3.0.0" });
    expect(await bringFiles(async () => done(form), "cleo")).toMatchObject({ ok: true });
  });
});

describe("a document of an older AsyncAPI", () => {
  const text = (binding: string) => `asyncapi: 2.6.0
info: {title: T, version: '1'}
channels:
  a:
    parameters: {id: {schema: {type: string}}}
    publish: {bindings: {kafka: ${binding}}, message: {payload: {type: string}}}
`;

  it("with a binding that AsyncAPI 3.0 has no such version of can be created, and is told of", async () => {
    const read = await readImport(text("{bindingVersion: 0.1.0}"), asItIs, "cleo");
    if (!read.ok) throw new Error(read.message);
    const codes = read.value.diagnostics.map(({ code }) => code);
    expect(codes).toContain("binding-version");
    expect(await checkSchema(read.value.definition ?? "", "cleo")).toEqual(done([]));
  });

  it("is judged as what it becomes, too: what a deployment would refuse is said at once", async () => {
    const read = await readImport(text("{}"), asItIs, "cleo");
    if (!read.ok) throw new Error(read.message);
    const ofConverted = read.value.diagnostics.filter((found) => found.of === "definition");
    expect(ofConverted.some(({ message }) => message.includes("id"))).toBe(true);
  });
});
