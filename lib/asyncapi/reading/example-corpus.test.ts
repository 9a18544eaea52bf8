// Examples of real documents (../shared/asyncapi-corpus): those made of schemas fit, or are marked. How many is printed.
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseDefinition } from "#lib/asyncapi/definition.ts";
import { checkedView } from "./checked.ts";
import { readingView } from "./view.ts";

const CORPUS = "../shared/asyncapi-corpus";
const isAbsent = !existsSync(`${CORPUS}/manifest.json`);

type Entry = { readonly file: string; readonly version: string; readonly verdict: string };

const files: string[] = isAbsent
  ? []
  : JSON.parse(readFileSync(`${CORPUS}/manifest.json`, "utf8"))
      .filter(({ version, verdict }: Entry) => version.startsWith("3") && verdict === "valid")
      .map(({ file }: Entry) => file);

describe.skipIf(isAbsent)(
  `examples of the corpus (${CORPUS}${isAbsent ? " is absent: skipped" : ""})`,
  () => {
    it("fit their schemas, or say where they do not", () => {
      const found: string[] = [];
      const count = { own: 0, ownMisfits: 0, made: 0, madeMisfits: 0 };
      for (const file of files) {
        const data = parseDefinition(readFileSync(`${CORPUS}/${file}`, "utf8")).definition?.data ?? {};
        const operations = checkedView(data, readingView(data)).channels.flatMap(
          (channel) => channel.operations,
        );
        for (const { examples } of operations.flatMap(({ messages }) => messages))
          for (const { isGenerated, misfits } of examples) {
            count[isGenerated ? "made" : "own"] += 1;
            if (misfits.length === 0) continue;
            count[isGenerated ? "madeMisfits" : "ownMisfits"] += 1;
            found.push(`${isGenerated ? "made" : "own"} ${file.split("_").at(-1)}: ${misfits.join("; ")}`);
          }
      }
      process.stdout.write(`${JSON.stringify(count)}\n${found.join("\n")}\n`);
      expect(count.own).toBeGreaterThan(30);
      expect(count.made).toBeGreaterThan(100);
      expect(count.madeMisfits / count.made).toBeLessThan(0.1);
    }, 60_000);
  },
);
