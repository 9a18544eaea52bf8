// Reading an import in its thread: both judges speak, of the text that came.
import { describe, expect, it } from "vitest";
import { readImport } from "./commands.ts";

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
