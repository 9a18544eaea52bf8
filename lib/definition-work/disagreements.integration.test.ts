// Sluice's own judge beside the reference parser, over real documents: every disagreement is printed.
import { describe, expect, it } from "vitest";
import { corpusName, leastOf, listCorpus } from "#lib/asyncapi/test-kit/corpus.ts";
import { referenceParser } from "#lib/definition-work/reference-parser.ts";
import { judgeDefinition } from "#lib/topics/judge-definition.ts";

/** What the gateway cannot serve, and what the specification says though the parser does not look: ours alone. */
const OURS: ReadonlySet<string> = new Set(["topic", "topics", "policy", "operation-message"]);

const own: (readonly [string, string])[] = [
  [
    "sound",
    "asyncapi: 3.0.0\ninfo: {title: T, version: '1'}\nchannels: {a: {address: /a}}\noperations: {o: {action: send, channel: {$ref: '#/channels/a'}}}\n",
  ],
  [
    "an unused parameter",
    "asyncapi: 3.0.0\ninfo: {title: T, version: '1'}\nchannels: {a: {address: /a, parameters: {b: {}}}}\noperations: {o: {action: send, channel: {$ref: '#/channels/a'}}}\n",
  ],
];
/** Half a second each: every fourth of the many will do. */
const step = leastOf({ world: 4, own: 1 });
const documents = [
  ...own,
  ...listCorpus()
    .filter(({ version, verdict }) => version.startsWith("3") && verdict !== "needs-network")
    .filter((_entry, index) => index % step === 0)
    .map(({ file, text }) => [file, text] as const),
];

describe(`the two judges, over ${corpusName}`, () => {
  it("agree on what is sound, but for what is printed", async () => {
    const judge = referenceParser();
    const printed: string[] = [];
    const unexplained: string[] = [];
    for (const [file, text] of documents) {
      const ours = judgeDefinition(text).diagnostics.filter(({ severity }) => severity === "error");
      const theirs = (await judge(text)).filter(({ severity }) => severity === "error");
      if (ours.length > 0 === theirs.length > 0) continue;
      const [who, [first]] =
        ours.length > 0 ? (["only Sluice", ours] as const) : (["only the parser", theirs] as const);
      printed.push(`${file}: ${who}: ${first?.line}: ${first?.message}`);
      // What only the parser finds is refused before a deployment; what only Sluice finds has to be of its own.
      if (ours.some(({ code }) => !OURS.has(code))) unexplained.push(...printed.slice(-1));
    }
    process.stdout.write(`${printed.join("\n")}\n`);
    expect(unexplained).toEqual([]);
    expect(printed.some((line) => line.startsWith("an unused parameter: only the parser"))).toBe(true);
  }, 120_000);
});
