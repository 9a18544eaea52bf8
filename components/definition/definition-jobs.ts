// The work on the text of a definition that the browser does beside the page (definition-worker.ts), as plain functions of
// plain data: typing never waits for it. Nothing here throws at a text.
import type { ConsumerSettings, DocumentOf } from "#lib/asyncapi/consumer-view.ts";
import type { Diagnostic } from "#lib/asyncapi/diagnostic.ts";
import type { Path } from "#lib/asyncapi/json-value.ts";
import { type Checker, checkerOf, partChecked, viewChecked } from "#lib/asyncapi/reading/checker.ts";
import { type OutlineGroup, outlineOf } from "#lib/asyncapi/reading/outline.ts";
import { firstScreen, LaterParts, partAt, type ReadingPart } from "#lib/asyncapi/reading/sections.ts";
import {
  addressesAt,
  pathAtPlace,
  placeInSource,
  type SourcePlace,
} from "#lib/asyncapi/reading/source-place.ts";
import { type ReadingView, readingView } from "#lib/asyncapi/reading/view.ts";
import { glimpseYamlSource } from "#lib/asyncapi/yaml-source.ts";
import { walkedAnswersTo } from "#lib/console/walked-answers.ts";
import { judgeDefinition } from "#lib/topics/judge-definition.ts";
import { glimpsedText, settleText } from "./glimpsed-text.ts";

type Text = { readonly text: string };

/** The same rules as the server's. */
function judge({ text }: Text): readonly Diagnostic[] {
  return judgeDefinition(text).diagnostics;
}

/** Parts by their addresses, null where there is none. */
type Parts = ReadonlyMap<string, ReadingPart | null>;

/** What is shown of a text at once: its first screen, the outline of all of it, and the parts that were asked for. */
export type Preview = {
  readonly view: ReadingView;
  readonly outline: readonly OutlineGroup[];
  readonly parts: Parts;
};

/** Of which document of a text something is wanted. */
type PartsInput = Text & {
  readonly of: DocumentOf;
  readonly settings: ConsumerSettings;
  readonly ids: readonly string[];
};

/** Parts that were drawn with the screen before are drawn with the next. */
const later = new LaterParts();

/** What would be read, of a text that may have errors; null where nothing can be read. */
function preview({ text, of, settings, ids }: PartsInput): Preview | null {
  const read = glimpsedText(text).document(of, settings);
  if (read === null) return null;
  const { document, page } = read;
  const checker = checkerOf(document, walkedAnswersTo);
  const view = viewChecked(checker, firstScreen(page, later));
  return { view, outline: outlineOf(page), parts: partsOf(checker, page, ids) };
}

/** Makes ready for a change somewhere else. */
function settle({ text }: Text): null {
  settleText(text);
  return null;
}

/** More parts of what would be read. */
function parts({ text, of, settings, ids }: PartsInput): Parts {
  const read = glimpsedText(text).document(of, settings);
  if (read === null) return new Map();
  return partsOf(checkerOf(read.document, walkedAnswersTo), read.page, ids);
}

function partsOf(checker: Checker, page: ReadingView, ids: readonly string[]): Parts {
  return new Map(
    ids.map((id) => {
      const part = partAt(page, id, later);
      return [id, part && partChecked(checker, part)];
    }),
  );
}

/** Where a part stands in the text; its start where nothing can be read. */
function findPlace({ text, path }: Text & { readonly path: Path }): SourcePlace {
  const source = glimpsedText(text).definition?.source ?? glimpseYamlSource(text);
  return source === null ? { line: 1, column: 1 } : placeInSource(source, path);
}

/** Addresses on the page for a place in the text, the nearest first. */
function findAddresses({ text, place }: Text & { readonly place: SourcePlace }): string[] {
  const { definition } = glimpsedText(text);
  if (definition === null) return [];
  const { data, source } = definition;
  return addressesAt(readingView(data), data, pathAtPlace(source, place));
}

type PlaceInJsonInput = Text & { readonly json: string; readonly diagnostics: readonly Diagnostic[] };

/** Findings of a text at their places in the JSON that was made of it, none twice; null where either cannot be read. */
function placeInJson({ text, json, diagnostics }: PlaceInJsonInput): readonly Diagnostic[] | null {
  const source = glimpsedText(text).definition?.source;
  // JSON is YAML too.
  const target = glimpseYamlSource(json);
  if (source === undefined || target === null) return null;
  const placed = diagnostics.map(({ mend: _ofTheText, ...finding }) => ({
    ...finding,
    ...placeInSource(target, pathAtPlace(source, finding)),
  }));
  const byWords = placed.map((finding) => [JSON.stringify(finding), finding] as const);
  return [...new Map(byWords).values()];
}

const jobs = { judge, preview, settle, parts, findPlace, findAddresses, placeInJson } as const;

export type JobName = keyof typeof jobs;
export type JobInput<Name extends JobName> = Parameters<(typeof jobs)[Name]>[0];
export type JobResult<Name extends JobName> = ReturnType<(typeof jobs)[Name]>;

/** Runs a job by its name. */
export function runJob<Name extends JobName>(name: Name, input: JobInput<Name>): JobResult<Name> {
  // TypeScript cannot see that the function under a name takes that name's input.
  const job = jobs[name] as unknown as (input: JobInput<Name>) => JobResult<Name>;
  return job(input);
}
