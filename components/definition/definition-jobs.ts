// The work on the text of a definition that the browser does beside the page (definition-worker.ts), as plain functions of
// plain data: typing never waits for it. Nothing here throws at a text.
import { type ConsumerSettings, consumerDocument } from "#lib/asyncapi/consumer-view.ts";
import { glimpseDefinition } from "#lib/asyncapi/definition.ts";
import type { Diagnostic } from "#lib/asyncapi/diagnostic.ts";
import { plainObject } from "#lib/asyncapi/exact-value.ts";
import type { Path } from "#lib/asyncapi/json-value.ts";
import {
  addressesAt,
  pathAtPlace,
  placeInSource,
  type SourcePlace,
} from "#lib/asyncapi/reading/source-place.ts";
import { type ReadingView, readingView } from "#lib/asyncapi/reading/view.ts";
import { glimpseYamlSource } from "#lib/asyncapi/yaml-source.ts";
import { judgeDefinition } from "#lib/topics/judge-definition.ts";

type Text = { readonly text: string };

/** The same rules as the server's. */
function judge({ text }: Text): readonly Diagnostic[] {
  return judgeDefinition(text).diagnostics;
}

/** What a consumer would read, of a text that may have errors; null where nothing can be read. */
function preview({ text, settings }: Text & { readonly settings: ConsumerSettings }): ReadingView | null {
  const definition = glimpseDefinition(text);
  const document = definition && consumerDocument(definition, settings);
  return document && readingView(plainObject(document));
}

/** Where a part stands in the text; its start where nothing can be read. */
function findPlace({ text, path }: Text & { readonly path: Path }): SourcePlace {
  const source = glimpseYamlSource(text);
  return source === null ? { line: 1, column: 1 } : placeInSource(source, path);
}

/** Addresses on the page for a place in the text, the nearest first. */
function findAddresses({ text, place }: Text & { readonly place: SourcePlace }): string[] {
  const definition = glimpseDefinition(text);
  if (definition === null) return [];
  const { data, source } = definition;
  return addressesAt(readingView(data), data, pathAtPlace(source, place));
}

const jobs = { judge, preview, findPlace, findAddresses } as const;

export type JobName = keyof typeof jobs;
export type JobInput<Name extends JobName> = Parameters<(typeof jobs)[Name]>[0];
export type JobResult<Name extends JobName> = ReturnType<(typeof jobs)[Name]>;

/** Runs a job by its name. */
export function runJob<Name extends JobName>(name: Name, input: JobInput<Name>): JobResult<Name> {
  // TypeScript cannot see that the function under a name takes that name's input.
  const job = jobs[name] as unknown as (input: JobInput<Name>) => JobResult<Name>;
  return job(input);
}
