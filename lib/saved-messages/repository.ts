// Reads of saved messages, for one person: their own, and those that others share.
import { z } from "zod";
import type { DbReader } from "#lib/db/db.ts";
import type { Person } from "#lib/identity/role.ts";
import {
  canChangeSaved,
  canSeeSaved,
  type SavedMessageBody,
  type SavedMessageFacts,
  savedFormats,
  savedVisibilities,
} from "./saved-message.ts";

/** More than this many are not listed: some people's shared ones together. */
const MAX_LISTED = 1_000;

const formatSchema = z.enum(savedFormats);
const visibilitySchema = z.enum(savedVisibilities);

/** By name; those of the person first. */
export async function listSavedMessages(
  db: DbReader,
  query: { readonly apiId: string; readonly person: Person },
): Promise<readonly SavedMessageFacts[]> {
  const { apiId, person } = query;
  const select = {
    ...{ id: true, name: true, visibility: true, messageKey: true, ownerId: true, ownerName: true },
  };
  const orderBy = [{ name: "asc" as const }, { id: "asc" as const }];
  const [own, shared] = await Promise.all([
    db.savedMessage.findMany({ where: { apiId, ownerId: person.id }, select, orderBy, take: MAX_LISTED }),
    db.savedMessage.findMany({
      where: { apiId, visibility: "shared", ownerId: { not: person.id } },
      ...{ select, orderBy, take: MAX_LISTED },
    }),
  ]);
  return [...own, ...shared]
    .filter((row) => canSeeSaved(person, row))
    .map((row) => ({
      ...{ id: row.id, name: row.name, messageKey: row.messageKey, ownerName: row.ownerName },
      visibility: visibilitySchema.parse(row.visibility),
      isOwn: row.ownerId === person.id,
      isChangeable: canChangeSaved(person, row),
    }));
}

/** Null where there is none that the person may see. */
export async function findSavedMessage(
  db: DbReader,
  query: { readonly apiId: string; readonly id: string; readonly person: Person },
): Promise<SavedMessageBody | null> {
  const row = await db.savedMessage.findFirst({ where: { id: query.id, apiId: query.apiId } });
  if (!row || !canSeeSaved(query.person, row)) return null;
  return { messageKey: row.messageKey, format: formatSchema.parse(row.format), body: row.body };
}
