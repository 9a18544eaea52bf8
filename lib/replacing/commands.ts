// Puts a document that somebody brings in the place of an API's definition, and says before what that changes.
import * as apis from "#lib/apis/commands.ts";
import { apiGone, staleOrGone } from "#lib/apis/gone-or-stale.ts";
import { findApi } from "#lib/apis/repository.ts";
import { importedFrom } from "#lib/creation/imported.ts";
import { syncFields } from "#lib/definition-work/commands.ts";
import { readImport } from "#lib/imports/commands.ts";
import type { ImportTopic } from "#lib/imports/import-reading.ts";
import type { ImportSource } from "#lib/imports/import-source.ts";
import { importViewOf } from "#lib/imports/import-view.ts";
import type { CommandContext } from "#lib/kernel/command-context.ts";
import { done, type Outcome } from "#lib/kernel/outcome.ts";
import { type ComparedTopic, topicChanges } from "#lib/topics/topic-changes.ts";
import type { ReplacementView } from "./replacement-view.ts";

/** Which API, the version of it that the person saw, and the document. */
type Input = ImportSource & { readonly apiId: string; readonly etag: number };

/** Most changes that a page shows. */
const MAX_CHANGES = 200;

/** Saves nothing. Refusals: `not_found`, `stale`, and those of reading an import. */
export async function readReplacement(
  context: CommandContext,
  { apiId, etag, text, isSwapped }: Input,
): Promise<Outcome<ReplacementView>> {
  const api = await findApi(context.db, apiId);
  if (!api) return apiGone;
  if (api.etag !== etag) return staleOrGone(context.db, apiId);
  const person = context.actor.id;
  const read = await readImport(text, { isSwapped }, person);
  if (!read.ok) return read;
  const view = importViewOf(read.value);
  if (read.value.definition === null) return done({ ...view, changes: null });
  const current = await readImport(api.definition, { isSwapped: false }, person);
  if (!current.ok) return current;
  const { name: title, version } = api;
  const synced = await syncFields(read.value.definition, { title, version }, person);
  if (!synced.ok) return synced;
  const topics = topicChanges(current.value.topics.map(comparedTopic), read.value.topics.map(comparedTopic));
  return done({
    ...view,
    changes: { topics: topics.slice(0, MAX_CHANGES), topicCount: topics.length, text: synced.value },
  });
}

function comparedTopic({ key, address, directions, handshake }: ImportTopic): ComparedTopic {
  return { key, address, directions: directions.map(({ action }) => action), handshake };
}

/** What the browser shows of the document counts for nothing: it is read again. Refusals: those of a save, and above. */
export async function replaceDefinition(
  context: CommandContext,
  { apiId, etag, text, isSwapped }: Input,
): Promise<Outcome<{ readonly etag: number }>> {
  const read = await readImport(text, { isSwapped }, context.actor.id);
  if (!read.ok) return read;
  const imported = importedFrom(read.value);
  if (!imported.ok) return imported;
  const saved = await apis.replaceDefinition(context, { apiId, etag, ...imported.value });
  // The page has no field for the text: what is wrong with it is told beside the button.
  return saved.ok || saved.code !== "definition_invalid"
    ? saved
    : { ...saved, fields: { form: saved.fields?.text ?? [] } };
}
