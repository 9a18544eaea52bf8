// Documents of the corpus, as the definition of an API that somebody reads.
import type { Page } from "@playwright/test";
import { findDocument } from "#lib/asyncapi/test-kit/corpus.ts";
import type { Db } from "#lib/db/db.ts";
import { signIn } from "./sign-in.ts";
import { makeApi } from "./test-apis.ts";

/** Makes an API of the document whose file's name ends so, and opens its documentation. */
export async function openDocument(page: Page, db: Db, ending: string): Promise<void> {
  const definition = findDocument(ending);
  if (definition === undefined) throw new Error(`no document ends in ${ending}`);
  const api = await makeApi(db, "Real");
  await db.api.update({ where: { id: api.id }, data: { definition } });
  await signIn(page, "creator", `/apis/${api.id}/definition`);
  await page.getByRole("tab", { name: "Documentation" }).click();
}
