// Real documents (../shared/asyncapi-corpus): what they say is found in what is made ready to be read. It is printed how
// much, and what is missing most; the bound only ever rises.
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseDefinition } from "#lib/asyncapi/definition.ts";
import { isJsonObject, type JsonValue } from "#lib/asyncapi/json-value.ts";
import { readingView } from "./view.ts";

const CORPUS = "../shared/asyncapi-corpus";
const isAbsent = !existsSync(`${CORPUS}/manifest.json`);
/** Reached; see the printed list for what is missing. */
const LEAST_SHARE = 0.988;

type Entry = { readonly file: string; readonly version: string; readonly verdict: string };
type Said = { readonly kind: string; readonly text: string; readonly place: string };

const files: string[] = isAbsent
  ? []
  : JSON.parse(readFileSync(`${CORPUS}/manifest.json`, "utf8"))
      .filter(({ version, verdict }: Entry) => version.startsWith("3") && verdict === "valid")
      .map(({ file }: Entry) => file);

/** Titles, summaries, descriptions, names of properties, enum values and examples of a document, wherever they stand. */
function saidIn(value: JsonValue, place = "", holder = ""): Said[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => saidIn(item, `${place}/${index}`));
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([key, member]) => {
    const at = `${place}/${key}`;
    if (key.startsWith("x-")) return [];
    if (holder === "properties")
      return [{ kind: "property", text: key, place: at }, ...saidIn(member, at, "")];
    if (["title", "summary", "description"].includes(key) && typeof member === "string")
      return [{ kind: key, text: member, place: at }];
    if (key === "enum" && Array.isArray(member))
      return leaves(member).map((text) => ({ kind: "enum", text, place: at }));
    if (key === "examples") return leaves(member).map((text) => ({ kind: "example", text, place: at }));
    return saidIn(member, at, key);
  });
}

function leaves(value: JsonValue): string[] {
  if (Array.isArray(value)) return value.flatMap(leaves);
  if (isJsonObject(value)) return Object.values(value).flatMap(leaves);
  return [String(value)];
}

/** All text of a view, escaped JSON within it undone, white space of any kind alike. */
function textOf(view: unknown): string {
  const texts: string[] = [];
  JSON.stringify(view, (_, value) => {
    if (typeof value === "string" || typeof value === "number") texts.push(String(value));
    return value;
  });
  return alike(texts.join("\n"));
}

function alike(text: string): string {
  return text
    .replaceAll("\\n", " ")
    .replaceAll('\\"', '"')
    .replaceAll("\\\\", "\\")
    .replace(/\s+/g, " ")
    .trim();
}

describe.skipIf(isAbsent)(`reading the corpus (${CORPUS}${isAbsent ? " is absent: skipped" : ""})`, () => {
  it("shows what the documents say", () => {
    const missing: string[] = [];
    let count = 0;
    for (const file of files) {
      const data = parseDefinition(readFileSync(`${CORPUS}/${file}`, "utf8")).definition?.data ?? {};
      const text = textOf(readingView(data));
      const said = saidIn(data);
      count += said.length;
      for (const one of said)
        if (!text.includes(alike(one.text)))
          missing.push(`${one.kind} ${file.split("_").at(-1)} ${one.place}`);
    }
    const share = 1 - missing.length / count;
    const kinds = Object.entries(Object.groupBy(missing, (line) => line.split(" ")[0] ?? ""));
    const summary = `${(share * 100).toFixed(2)} % of ${count} texts of ${files.length} documents`;
    const counts = kinds.map(([kind, lines]) => `${lines?.length} ${kind}`).join(", ");
    process.stdout.write(`${summary}; missing: ${counts}\n${missing.join("\n")}\n`);
    expect(files.length).toBeGreaterThan(60);
    expect(share).toBeGreaterThanOrEqual(LEAST_SHARE);
  }, 60_000);
});
