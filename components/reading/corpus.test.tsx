// Real documents: what they say is found on the page, each text at its own item where an item has
// an address. It is printed how much, and each text that is missing with the reason; the bound only ever rises.
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it, vi } from "vitest";
import { type ConsumerSettings, consumerDocument } from "#lib/asyncapi/consumer-view.ts";
import type { Definition } from "#lib/asyncapi/definition.ts";
import { plainObject } from "#lib/asyncapi/exact-value.ts";
import { isInternalExtension } from "#lib/asyncapi/gateway-extensions.ts";
import type { JsonObject } from "#lib/asyncapi/json-value.ts";
import { pageView } from "#lib/asyncapi/reading/page-limit.ts";
import { firstScreen, partAt } from "#lib/asyncapi/reading/sections.ts";
import { addressesAt } from "#lib/asyncapi/reading/source-place.ts";
import { type ReadingView, readingView } from "#lib/asyncapi/reading/view.ts";
import { corpusName, leastOf } from "#lib/asyncapi/test-kit/corpus.ts";
import { alike, readCorpus, reasonUnshown, type Said, saidIn } from "#lib/asyncapi/test-kit/corpus-texts.ts";
import { DrawnPart } from "./drawn-part.tsx";
import { ReadingPage } from "./reading-page.tsx";
import { PageText, unescaped } from "./test-kit/page-text.ts";

// As a browser has it after a moment: what was not read beforehand is first drawn as it was written.
vi.mock(import("#components/ui/markdown.tsx"), async () => {
  const { RenderedMarkdown } = await import("#components/ui/rendered-markdown.tsx");
  return { Markdown: RenderedMarkdown };
});

// What the page adds of its own in the middle of a description.
vi.mock(import("#components/ui/link-destination.tsx"), () => ({
  LinkDestination: () => createElement("span"),
}));

/** Reached, of what a page can show; see the printed list for the rest. */
const LEAST_SHARE = 0.999;
const TITLE = "Title of the API";
const documents = readCorpus();

/** The first screen, then all that comes later, as often as something more comes with it. */
function draw(view: ReadingView): PageText {
  const page = new PageText();
  const entries = new Set(view.schemas.map(({ name }) => name));
  const first = renderToStaticMarkup(createElement(ReadingPage, { view: firstScreen(view), entries }));
  const waiting = [first];
  for (let html = waiting.shift(); html !== undefined; html = waiting.shift()) {
    page.add(html);
    for (const id of laterIn(html)) {
      const part = partAt(view, id);
      if (part === null) throw new Error(`nothing comes for ${id}`);
      waiting.push(renderToStaticMarkup(createElement(DrawnPart, { id, part, entries })));
    }
  }
  return page;
}

function laterIn(html: string): string[] {
  return [...html.matchAll(/<div class="later" data-later="([^"]*)"/g)].map(([, id = ""]) => unescaped(id));
}

/** Markdown is there by its words: marks are gone, numbers of lists, and the language of a block of code. */
function wordsOf(text: string): string {
  const bare = text.replace(/^[ \t]*(?:```|~~~|\d+[.)](?=\s))[\w-]*/gm, "").replace(/[^\p{L}\p{N}]+/gu, " ");
  return ` ${bare.trim()} `;
}

function isIn(text: string, { kind, text: said }: Said): boolean {
  if (alike(text).includes(alike(said))) return true;
  return ["summary", "description"].includes(kind) && wordsOf(text).includes(wordsOf(said));
}

type Read = { readonly data: JsonObject; readonly why: (said: Said) => string };

/** Which texts of the documents are not on their pages, or not where they belong. */
function findMissing(read: (definition: Definition) => Read) {
  const excused: string[] = [];
  const missing: string[] = [];
  let count = 0;
  let placed = 0;
  for (const { name, definition } of documents) {
    const { data, why } = read(definition);
    const view = pageView(readingView(data));
    const page = draw(view);
    for (const said of saidIn(definition.data)) {
      count += 1;
      const [id = null] = addressesAt(view, data, said.place);
      const here = id === null ? null : page.at(id);
      if (here !== null) placed += 1;
      if (isIn(here ?? page.whole, said)) continue;
      const reason = why(said);
      const where = `${said.kind} ${name} /${said.place.join("/")} at ${id ?? "any place"}`;
      if (reason) excused.push(`${where}: ${reason}`);
      else missing.push(where);
    }
  }
  return { excused, missing, count, placed, share: 1 - missing.length / (count - excused.length) };
}

function report(
  of: string,
  { excused, missing, count, placed, share }: ReturnType<typeof findMissing>,
): void {
  const summary = `${of}: ${(share * 100).toFixed(2)} % of ${count} texts of ${documents.length} documents, ${placed} at their own item; missing:`;
  process.stdout.write(`${[summary, ...missing, "Not to be shown:", ...excused].join("\n")}\n`);
}

const SETTINGS: ConsumerSettings = {
  title: TITLE,
  version: "1.0.0",
  servers: [{ name: "gateway", url: "wss://gateway.example/api/1.0.0" }],
  security: { apiKey: true, oauth2: false },
};

/** Why a consumer does not get what the design says; empty where they should. */
function reasonWithheld({ place, kind }: Said): string {
  const [root, key] = place.map(String);
  if (root === "info" && key === "title") return "the API's own title stands there";
  if (root === "servers") return "the gateway's servers stand there";
  const internals = ["servers", "serverVariables", "serverBindings", "securitySchemes"];
  if (root === "components" && internals.includes(key ?? "")) return "it is about backends";
  if (place.includes("security")) return "it is about the backends' credentials";
  return kind === "extension" && isInternalExtension(String(place.at(-1))) ? "it is for the gateway" : "";
}

describe(`pages of ${corpusName}`, () => {
  it("shows what the documents say, each text at its own item", () => {
    const found = findMissing(({ data }) => ({ data, why: ({ place }) => reasonUnshown(data, place) }));
    report("The page", found);
    expect(documents.length).toBeGreaterThan(leastOf({ world: 60, own: 8 }));
    expect(found.excused.length).toBeLessThan(40);
    expect(found.share).toBeGreaterThanOrEqual(LEAST_SHARE);
  }, 180_000);

  it("shows a consumer all but what is about backends", () => {
    const found = findMissing((definition) => {
      const document = consumerDocument(definition, SETTINGS);
      if (document === null) throw new Error("no document");
      const why = (said: Said) => reasonWithheld(said) || reasonUnshown(definition.data, said.place);
      return { data: plainObject(document), why };
    });
    report("A consumer's page", found);
    expect(found.share).toBeGreaterThanOrEqual(LEAST_SHARE);
  }, 180_000);
});
