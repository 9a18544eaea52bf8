// Examples of real documents: those made of schemas fit, or are marked. How many is printed.
import { describe, expect, it } from "vitest";
import { parseDefinition } from "#lib/asyncapi/definition.ts";
import { corpusName, leastOf, listCurrentCorpus } from "#lib/asyncapi/test-kit/corpus.ts";
import { checkedView } from "./checked.ts";
import { readingView } from "./view.ts";

describe(`examples of ${corpusName}`, () => {
  it("fit their schemas, or say where they do not", () => {
    const found: string[] = [];
    const count = { own: 0, ownMisfits: 0, made: 0, madeMisfits: 0 };
    for (const { file, text } of listCurrentCorpus()) {
      const data = parseDefinition(text).definition?.data ?? {};
      const operations = checkedView(data, readingView(data)).channels.flatMap(
        (channel) => channel.operations,
      );
      for (const { examples } of operations.flatMap(({ messages }) => messages))
        for (const { isGenerated, misfits } of examples) {
          count[isGenerated ? "made" : "own"] += 1;
          if (misfits.length === 0) continue;
          count[isGenerated ? "madeMisfits" : "ownMisfits"] += 1;
          found.push(`${isGenerated ? "made" : "own"} ${file.split(/[/_]/).at(-1)}: ${misfits.join("; ")}`);
        }
    }
    process.stdout.write(`${JSON.stringify(count)}\n${found.join("\n")}\n`);
    expect(count.own).toBeGreaterThan(leastOf({ world: 30, own: 8 }));
    expect(count.made).toBeGreaterThan(leastOf({ world: 100, own: 6 }));
    expect(count.madeMisfits / count.made).toBeLessThan(0.1);
  }, 60_000);
});
