// How a save of an API is written: it names the version (ETag) it started from; a stale one is refused.
import type { DbReader } from "#lib/db/db.ts";
import { change } from "#lib/feed/change.ts";
import type { CommandContext } from "#lib/kernel/command-context.ts";
import { done, type Outcome } from "#lib/kernel/outcome.ts";
import type { Api } from "./api.ts";
import { apiGone, staleOrGone } from "./gone-or-stale.ts";
import { findApi } from "./repository.ts";
import { noteText } from "./text-history/commands.ts";

export type Save<Fields> = { readonly apiId: string; readonly etag: number } & Fields;
export type Saved = { readonly etag: number };
export type Columns = Parameters<DbReader["api"]["updateMany"]>[0]["data"];

/** Loads, decides the columns to write, and writes them if nobody saved in between. */
export async function save(
  context: CommandContext,
  input: Save<unknown>,
  decide: (api: Api, tx: DbReader) => Outcome<Columns> | Promise<Outcome<Columns>>,
): Promise<Outcome<Saved>> {
  return change(context.db, async ({ tx }) => {
    const api = await findApi(tx, input.apiId);
    if (!api) return apiGone;
    const columns = await decide(api, tx);
    if (!columns.ok) return columns;
    const etag = input.etag + 1;
    const saved = await tx.api.updateMany({
      where: { id: input.apiId, etag: input.etag },
      data: { ...columns.value, etag, updatedAt: context.now() },
    });
    if (saved.count === 0) return staleOrGone(tx, input.apiId);
    const { definition: text } = columns.value;
    if (typeof text === "string") await noteText(tx, api, { etag, text, at: context.now() });
    return done({ etag });
  });
}

/** The API as the person saw it, read outside the transaction: long work on it must not hold the write lock. */
export async function findSeen(context: CommandContext, input: Save<unknown>): Promise<Outcome<Api>> {
  const api = await findApi(context.db, input.apiId);
  if (!api) return apiGone;
  return api.etag === input.etag ? done(api) : staleOrGone(context.db, input.apiId);
}
