// Sluice's own judge beside the reference parser, over real documents (../shared/asyncapi-corpus): every disagreement is printed.
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { referenceParser } from "#lib/definition-work/reference-parser.ts";
import { judgeDefinition } from "#lib/topics/judge-definition.ts";

const CORPUS = "../shared/asyncapi-corpus";
const isAbsent = !existsSync(`${CORPUS}/manifest.json`);
/** What the gateway cannot serve, and what the specification says though the parser does not look: ours alone. */
const OURS: ReadonlySet<string> = new Set(["topic", "topics", "policy", "operation-message"]);

type Entry = { readonly file: string; readonly version: string; readonly verdict: string };

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
const documents = isAbsent
  ? own
  : [
      ...own,
      ...JSON.parse(readFileSync(`${CORPUS}/manifest.json`, "utf8"))
        .filter(({ version, verdict }: Entry) => version.startsWith("3") && verdict !== "needs-network")
        // Half a second each: every fourth will do.
        .filter((_entry: Entry, index: number) => index % 4 === 0)
        .map(({ file }: Entry) => [file, readFileSync(`${CORPUS}/${file}`, "utf8")] as const),
    ];

describe(`the two judges${isAbsent ? ` (${CORPUS} is absent: on a few of our own)` : ""}`, () => {
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
