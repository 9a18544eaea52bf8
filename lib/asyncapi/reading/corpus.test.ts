// Real documents (../shared/asyncapi-corpus): what they say is found in what is made ready to be read. It is printed how
// much, and each text that is missing with the reason; the bound only ever rises.
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { listChannels } from "#lib/asyncapi/channel-model.ts";
import { parseDefinition } from "#lib/asyncapi/definition.ts";
import { isJsonObject, type JsonValue, valueAt } from "#lib/asyncapi/json-value.ts";
import { listRefs, pathOfRef, resolvePath } from "#lib/asyncapi/local-ref.ts";
import { searchIndex } from "./search.ts";
import { type ReadingView, readingView } from "./view.ts";

const CORPUS = "../shared/asyncapi-corpus";
const isAbsent = !existsSync(`${CORPUS}/manifest.json`);
/** Reached, of what a page can show; see the printed list for the rest. */
const LEAST_SHARE = 0.999;

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

/** Components that something uses, a channel or operation at the end of the chain, as `/components/schemas/User`. */
function usedComponents(data: JsonValue): ReadonlySet<string> {
  const used = new Set<string>();
  const { components: _, ...rest } = isJsonObject(data) ? data : {};
  const waiting: JsonValue[] = [rest];
  for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
    for (const { ref } of listRefs(value)) {
      const component = pathOfRef(ref)?.slice(0, 3) ?? [];
      const place = `/${component.join("/")}`;
      if (component[0] !== "components" || used.has(place)) continue;
      used.add(place);
      waiting.push(valueAt(data, component) ?? null);
    }
  }
  return used;
}

/** Why a page cannot show what stands at a place; empty where it could. */
function reasonFor(data: JsonValue, place: string): string {
  const [, root, key, name] = place.split("/");
  if (root === "components" && !usedComponents(data).has(`/${root}/${key}/${name}`)) return "nothing uses it";
  const channel = resolvePath(data, ["operations", key ?? "", "channel"]);
  if (root === "operations" && !listChannels(data).some(({ path }) => path.join() === channel?.join()))
    return "its channel is in another file";
  return "";
}

type Kinds = readonly string[];

/** Which texts of the documents, of these kinds or of all, are not in what is made of the view. */
function findMissing(made: (view: ReadingView) => unknown, kinds: Kinds | null = null) {
  const excused: string[] = [];
  const missing: string[] = [];
  let count = 0;
  for (const file of files) {
    const data = parseDefinition(readFileSync(`${CORPUS}/${file}`, "utf8")).definition?.data ?? {};
    const text = textOf(made(readingView(data)));
    for (const { kind, text: words, place } of saidIn(data)) {
      if (kinds?.includes(kind) === false) continue;
      count += 1;
      if (text.includes(alike(words))) continue;
      const reason = reasonFor(data, place);
      (reason ? excused : missing).push(`${kind} ${file.split("_").at(-1)} ${place} ${reason}`);
    }
  }
  return { excused, missing, count, share: 1 - missing.length / (count - excused.length) };
}

describe.skipIf(isAbsent)(`reading the corpus (${CORPUS}${isAbsent ? " is absent: skipped" : ""})`, () => {
  it("shows what the documents say", () => {
    const { excused, missing, count, share } = findMissing((view) => view);
    const summary = `${(share * 100).toFixed(2)} % of ${count} texts of ${files.length} documents; missing:`;
    process.stdout.write(`${[summary, ...missing, "Not to be shown:", ...excused].join("\n")}\n`);
    expect(files.length).toBeGreaterThan(60);
    expect(excused.length).toBeLessThan(40);
    expect(share).toBeGreaterThanOrEqual(LEAST_SHARE);
  }, 60_000);

  it("finds what the documents say, but for their examples", () => {
    const kinds = ["title", "summary", "description", "property", "enum"];
    const { missing, count, share } = findMissing(searchIndex, kinds);
    const summary = `The search has ${(share * 100).toFixed(2)} % of ${count} texts; missing:`;
    process.stdout.write(`${[summary, ...missing].join("\n")}\n`);
    expect(share).toBeGreaterThanOrEqual(LEAST_SHARE);
  }, 60_000);
});
