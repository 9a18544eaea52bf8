// Two independent validators find nothing wrong with what Sluice gives to consumers.
import { execFile } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Parser } from "@asyncapi/parser";
import { afterAll, describe, expect, it } from "vitest";
import { type ConsumerSettings, consumerView } from "#lib/asyncapi/consumer-view.ts";
import { exactJson, exactYaml } from "#lib/asyncapi/exact-text.ts";
import { newDefinition } from "#lib/asyncapi/new-definition.ts";
import { corpusName, leastOf, listCurrentCorpus } from "#lib/asyncapi/test-kit/corpus.ts";
import { startingDefinition } from "#lib/creation/templates/starting-definition.ts";
import { removeFolder } from "#lib/db/test-kit/remove-folder.ts";
import { applyTopics } from "#lib/topics/edit-topics.ts";
import type { Topic } from "#lib/topics/topic.ts";

const SETTINGS: ConsumerSettings = {
  title: "Chats",
  version: "1.0.0",
  servers: [
    { name: "production-wss", url: "wss://localhost:8099/chats/1.0.0" },
    { name: "production-ws", url: "ws://localhost:9099/chats/1.0.0" },
  ],
  security: { apiKey: true, oauth2: true },
};

const parser = new Parser();
const folder = mkdtempSync(join(tmpdir(), "sluice-consumer-view-"));
afterAll(() => removeFolder(folder));

function topic(address: string, change: Partial<Topic> = {}): Topic {
  const base = { channelKey: null, description: "", parameters: [], uriMapping: null, isSecured: true };
  return { ...base, address, types: ["subscribe", "publish"], ...change };
}

function patched(topics: Topic[]): string {
  const result = applyTopics(
    newDefinition({ title: "Chats", version: "1.0.0", description: "Talk" }),
    topics,
  );
  if (!result.ok) throw new Error(result.message);
  return result.value;
}

const DESIGNS = {
  "the default definition": newDefinition({ title: "Chats", version: "1.0.0" }),
  "the template of a chat": startingDefinition("chat", { title: "Chats", version: "1.0.0" }),
  "the template of notifications": startingDefinition("notifications", { title: "News", version: "1.0.0" }),
  "the template of prices": startingDefinition("prices", { title: "Prices", version: "1.0.0" }),
  "one with parameters, mappings and open topics": patched([
    topic("/*"),
    topic("/news", { isSecured: false, types: ["subscribe"] }),
    topic("/rooms/{roomID}", {
      parameters: [{ name: "roomID", description: "Which room" }],
      uriMapping: "/rooms?room={roomID}",
      description: "Räume 😀",
    }),
    topic("/räume/{a}/{b}/*", { types: ["publish"] }),
  ]),
};

const SECURITIES = [
  { apiKey: true, oauth2: true },
  { apiKey: true, oauth2: false },
  { apiKey: false, oauth2: false },
];

async function parserErrors(text: string): Promise<string[]> {
  const diagnostics = await parser.validate(text);
  return diagnostics
    .filter(({ severity }) => severity === 0)
    .map(({ message, path }) => `${path.join(".")}: ${message}`);
}

async function redoclyErrors(text: string): Promise<unknown[]> {
  const file = join(folder, "document.yaml");
  writeFileSync(file, text);
  const env = { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" };
  const args = ["lint", "--extends=spec", "--format=json", file];
  const run = promisify(execFile)("node_modules/.bin/redocly", args, { env }).catch(
    (error: { stdout: string }) => error,
  );
  const report = JSON.parse((await run).stdout);
  expect(report.totals).toBeDefined();
  return report.problems.map((problem: { message: string }) => problem.message);
}

describe.each(Object.entries(DESIGNS))("the consumer view of %s", (_, design) => {
  it.each(SECURITIES)("passes @asyncapi/parser and redocly with security %o", async (security) => {
    const view = consumerView(design, { ...SETTINGS, security });
    expect(await parserErrors(exactYaml(view))).toEqual([]);
    expect(await parserErrors(exactJson(view))).toEqual([]);
    expect(await redoclyErrors(exactYaml(view))).toEqual([]);
  });

  it("comes from a design that passes too", async () => {
    expect(await parserErrors(design)).toEqual([]);
    expect(await redoclyErrors(design)).toEqual([]);
  });
});

describe(`documents of ${corpusName}`, () => {
  it("give consumer views that pass @asyncapi/parser", async () => {
    const failures: string[] = [];
    const alone = listCurrentCorpus().filter(({ multiFile, httpRefs }) => !multiFile && httpRefs === 0);
    // Half a second each: every fourth of the many will do.
    const step = leastOf({ world: 4, own: 1 });
    for (const { file, text } of alone.filter((_, index) => index % step === 0)) {
      const errors = await parserErrors(exactYaml(consumerView(text, SETTINGS)));
      if (errors.length > 0) failures.push(`${file}: ${errors.join("; ")}`);
    }
    expect(failures).toEqual([]);
  }, 240_000);
});
