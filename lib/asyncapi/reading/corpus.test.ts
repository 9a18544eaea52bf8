// Real documents: what they say is found by the search of their pages. What the pages themselves
// show is asked where they are drawn: components/reading/corpus.test.tsx.
import { describe, expect, it } from "vitest";
import { corpusName, leastOf } from "#lib/asyncapi/test-kit/corpus.ts";
import { alike, readCorpus, reasonUnshown, saidIn } from "#lib/asyncapi/test-kit/corpus-texts.ts";
import { searchIndex } from "./search.ts";
import { readingView } from "./view.ts";

/** Reached, of what a page can show; see the printed list for the rest. */
const LEAST_SHARE = 0.999;
/** Examples are shown, but not searched; nor are extensions. */
const SEARCHED = ["title", "summary", "description", "property", "enum"];

/** All text of an index, white space of any kind alike. */
function textOf(index: unknown): string {
  const texts: string[] = [];
  JSON.stringify(index, (_, value) => {
    if (typeof value === "string" || typeof value === "number") texts.push(String(value));
    return value;
  });
  return alike(texts.join("\n"));
}

describe(`searching ${corpusName}`, () => {
  it("finds what the documents say, but for their examples", () => {
    const missing: string[] = [];
    let count = 0;
    for (const { name, definition } of readCorpus()) {
      const text = textOf(searchIndex(readingView(definition.data)));
      for (const { kind, text: words, place } of saidIn(definition.data)) {
        if (!SEARCHED.includes(kind) || reasonUnshown(definition.data, place) !== "") continue;
        count += 1;
        if (!text.includes(alike(words))) missing.push(`${kind} ${name} /${place.join("/")}`);
      }
    }
    const share = 1 - missing.length / count;
    const summary = `The search has ${(share * 100).toFixed(2)} % of ${count} texts; missing:`;
    process.stdout.write(`${[summary, ...missing].join("\n")}\n`);
    expect(count).toBeGreaterThan(leastOf({ world: 2000, own: 100 }));
    expect(share).toBeGreaterThanOrEqual(LEAST_SHARE);
  }, 180_000);
});
