// Sluice's own judge beside the reference parser, over real documents: every disagreement is printed, and in one list
// they tell each fault once.
import { beforeAll, describe, expect, it } from "vitest";
import type { Diagnostic } from "#lib/asyncapi/diagnostic.ts";
import { mergeFindings } from "#lib/asyncapi/merge-findings.ts";
import { corpusName, listCorpus } from "#lib/asyncapi/test-kit/corpus.ts";
import { referenceParser } from "#lib/definition-work/reference-parser.ts";
import { judgeDefinition } from "#lib/topics/judge-definition.ts";

/** What the gateway cannot serve, and what the specification says though the parser does not look: ours alone. */
const OURS: ReadonlySet<string> = new Set(["topic", "topics", "policy", "operation-message"]);

type Judged = {
  readonly file: string;
  readonly isJudgedWhole: boolean;
  readonly ours: readonly Diagnostic[];
  readonly theirs: readonly Diagnostic[];
};

const HEAD = "asyncapi: 3.0.0\ninfo: {title: T, version: '1'}\n";
const OPERATION = "operations: {o: {action: send, channel: {$ref: '#/channels/a'}}}\n";
const own = [
  { file: "sound", text: `${HEAD}channels: {a: {address: /a}}\n${OPERATION}` },
  {
    file: "an unused parameter",
    text: `${HEAD}channels: {a: {address: /a, parameters: {b: {}}}}\n${OPERATION}`,
  },
  { file: "an undeclared parameter", text: `${HEAD}channels: {a: {address: '/{x}', parameters: {y: {}}}}\n` },
  { file: "a lost channel", text: `${HEAD}channels: {a: {$ref: '#/components/channels/a'}}\n` },
  { file: "a lost operation", text: `${HEAD}operations: {o: {$ref: '#/components/operations/o'}}\n` },
  { file: "a wrong action", text: `${HEAD}channels: {a: {address: /a}}\noperations: {o: {action: go}}\n` },
  ...["/a?b", "a#b", "x-a?#"].flatMap((key) => [
    { file: `a channel with the key ${key}`, text: `${HEAD}channels:\n  '${key}': {address: /a}\n` },
    {
      file: `a channel elsewhere with the key ${key}`,
      text: `${HEAD}channels:\n  '${key}': {$ref: '#/components/channels/a'}\ncomponents:\n  channels: {a: {address: /a}}\n`,
    },
    { file: `no channel with the key ${key}`, text: `${HEAD}channels: {'${key}': 5}\n` },
    {
      file: `a channel of components with the key ${key}`,
      text: `${HEAD}components: {channels: {'${key}': {address: /a}}}\n`,
    },
  ]),
  {
    file: "channels with other signs in their keys",
    text: `${HEAD}channels:\n${["a b", "a%b", "a&b", "a:b", "{a}", "a~b", "/ü", ""].map((key) => `  '${key}': {address: /a}\n`).join("")}`,
  },
].map((document) => ({ ...document, verdict: "" }));
const documents = [...own, ...listCorpus().filter(({ version }) => version.startsWith("3"))];

const isError = ({ severity }: Diagnostic) => severity === "error";
const place = ({ line, column }: Diagnostic) => `${line}:${column}`;
const isParsers = ({ code }: Diagnostic) => code.startsWith("parser-");
const judged: Judged[] = [];

describe(`the two judges, over ${corpusName}`, () => {
  // A third of a second each: both tests share it.
  beforeAll(async () => {
    const judge = referenceParser();
    for (const { file, text, verdict } of documents) {
      const ours = judgeDefinition(text).diagnostics;
      judged.push({ file, isJudgedWhole: verdict !== "needs-network", ours, theirs: await judge(text) });
    }
  }, 300_000);

  it("agree on what is sound, but for what is printed", () => {
    const printed: string[] = [];
    const unexplained: string[] = [];
    for (const { file, isJudgedWhole, ours, theirs } of judged) {
      const [oursFirst, theirsFirst] = [ours.find(isError), theirs.find(isError)];
      if (!isJudgedWhole || (oursFirst === undefined) === (theirsFirst === undefined)) continue;
      const who = oursFirst === undefined ? "only the parser" : "only Sluice";
      const first = oursFirst ?? theirsFirst;
      printed.push(`${file}: ${who}: ${first?.line}: ${first?.message}`);
      // What only the parser finds is refused before a deployment; what only Sluice finds has to be of its own.
      if (ours.filter(isError).some(({ code }) => !OURS.has(code))) unexplained.push(...printed.slice(-1));
    }
    process.stdout.write(`${printed.join("\n")}\n`);
    expect(unexplained).toEqual([]);
    expect(printed.some((line) => line.startsWith("an unused parameter: only the parser"))).toBe(true);
  });

  it("refuse the same keys of channels, which is told in our words at the key", () => {
    for (const { file, ours, theirs } of judged.filter(({ file }) => file.includes(" the key "))) {
      const isOfKey = ({ code }: Diagnostic) => code === "channel-key" || code.includes("-no-query-");
      const places = (found: readonly Diagnostic[]) => found.filter(isOfKey).map(place);
      expect(places(ours), file).toEqual(places(theirs));
      const told = mergeFindings(ours, theirs).filter(isOfKey);
      expect(
        told.map(({ code }) => code),
        file,
      ).toEqual(file.includes("components") ? [] : ["channel-key"]);
    }
  });

  it("tell each fault once in one list, and lose none", () => {
    const twice: string[] = [];
    const lost: string[] = [];
    for (const { file, ours, theirs } of judged) {
      const told = mergeFindings(ours, theirs);
      const parsers = told.filter(isParsers);
      for (const one of told.filter((found) => !isParsers(found)))
        for (const other of parsers.filter((found) => place(found) === place(one)))
          twice.push(`${file}: ${place(one)}: ${one.code} and ${other.message}`);
      for (const found of [...ours, ...theirs].filter((each) => !told.includes(each)))
        if (!told.some((other) => isParsers(other) !== isParsers(found) && place(other) === place(found)))
          lost.push(`${file}: ${place(found)}: ${found.message}`);
    }
    expect(twice).toEqual([]);
    expect(lost).toEqual([]);
  });
});
