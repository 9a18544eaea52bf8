// Real documents (../shared/asyncapi-corpus), as the definition of an API that somebody reads.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Page } from "@playwright/test";
import type { Db } from "#lib/db/db.ts";
import { signIn } from "./sign-in.ts";
import { makeApi } from "./test-apis.ts";

const CORPUS = resolve(import.meta.dirname, "../../../shared/asyncapi-corpus/v3/valid");
export const isAbsent = !existsSync(CORPUS);

/** Makes an API of the document whose file's name ends so, and opens its documentation. */
export async function openDocument(page: Page, db: Db, ending: string): Promise<void> {
  const file = readdirSync(CORPUS).find((name) => name.endsWith(`_${ending}`));
  if (file === undefined) throw new Error(`no document ends in ${ending}`);
  const api = await makeApi(db, "Real");
  await db.api.update({
    where: { id: api.id },
    data: { definition: readFileSync(join(CORPUS, file), "utf8") },
  });
  await signIn(page, "creator", `/apis/${api.id}/definition`);
  await page.getByRole("tab", { name: "Documentation" }).click();
}
