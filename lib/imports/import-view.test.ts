// What a page is sent of an import, whatever the document holds.
import { expect, it } from "vitest";
import { importViewOf } from "./import-view.ts";
import { readImport } from "./read-import.ts";

const asItIs = { isSwapped: false };

it("sends a text only where it is another than the one that came", () => {
  const current = importViewOf(
    readImport("asyncapi: 3.0.0\ninfo: {title: A, version: '1'}\nchannels: {}\n", asItIs),
  );
  expect(current).toMatchObject({ isImportable: true, converted: null, convertedDiagnostics: [] });
  const older = importViewOf(
    readImport("asyncapi: 2.6.0\ninfo: {title: A, version: '1'}\nchannels: {}\n", asItIs),
  );
  expect(older.converted).toContain("asyncapi: 3.0.0");
});

it("tells findings in the text that came from those in the converted one", () => {
  const { diagnostics, convertedDiagnostics } = importViewOf({
    ...readImport("asyncapi: 2.6.0\ninfo: {title: A, version: '1'}\nchannels: {}\n", asItIs),
    diagnostics: (["original", "definition"] as const).map((of) => ({
      severity: "warning",
      code: of,
      message: of,
      line: 1,
      column: 1,
      of,
    })),
  });
  expect(diagnostics.map(({ of }) => of)).toEqual(["original"]);
  expect(convertedDiagnostics.map(({ of }) => of)).toEqual(["definition"]);
});

it("puts errors first: a page shows the first of many findings", () => {
  const reading = readImport("asyncapi: 3.0.0\ninfo: {title: A, version: '1'}\nchannels: {}\n", asItIs);
  const diagnostics = Array.from({ length: 600 }, (_, index) => ({
    severity: index === 599 ? ("error" as const) : ("warning" as const),
    code: "code",
    message: `finding ${index}`,
    line: index + 1,
    column: 1,
    of: "definition" as const,
  }));
  expect(importViewOf({ ...reading, diagnostics }).diagnostics[0]).toMatchObject({ line: 600 });
});

it("stays small for a document of a thousand topics with a thousand messages under long names", () => {
  const messages = Array.from({ length: 1000 }, (_, index) => `message ${index} ${"x".repeat(2_000)}`);
  const topic = {
    key: "k".repeat(2_000),
    address: null,
    directions: [{ action: "send", messages }],
  } as const;
  const reading = readImport("asyncapi: 3.0.0\ninfo: {title: A, version: '1'}\nchannels: {}\n", asItIs);
  const topics = Array.from({ length: 1000 }, () => ({ ...topic, handshake: [], notServed: "Why not." }));
  const view = importViewOf({ ...reading, topics });
  expect(view).toMatchObject({ topicCount: 1000, servedCount: 0 });
  expect(view.topics[0]?.directions[0]?.more).toBe(980);
  expect(JSON.stringify(view).length).toBeLessThan(2_000_000);
});
