// Reads ahead, once the portal has started, the texts of which nothing is kept that this code can use: after an upgrade
// nobody waits for them. Must not get in the way of a person's work, nor of the start.
import { findApi, listLastChanged } from "#lib/apis/repository.ts";
import { findPublished } from "#lib/catalogue/repository.ts";
import { type Db, openDb } from "#lib/db/db.ts";
import { type KeptJob, questionOf, readForNobody } from "#lib/definition-work/commands.ts";
import type { DefinitionFacts, JobInput } from "#lib/definition-work/jobs.ts";
import { forgetOtherKinds, keepReading } from "#lib/definition-work/kept-readings/commands.ts";
import {
  findKept,
  isKept,
  type KeptName,
  keyOfAnswer,
  readCodeVersion,
} from "#lib/definition-work/kept-readings/repository.ts";
import { type GatewayUrls, localGatewayUrls } from "#lib/deployments/deployment.ts";
import { getPublicUrls, listEnvironmentUrls } from "#lib/deployments/repository.ts";
import type { Settings } from "#lib/kernel/settings.ts";
import { settingsOfDesign, settingsOfPublished } from "./consumer-settings.ts";

/** APIs that were changed before so many others are read when they are opened. */
const MOST_APIS = 500;

/** All that is kept of an API. */
const kinds = ["design readFacts", "design openDocument", "published openDocument"];

/** What is published is the same text for everybody who finds it: it is read as for somebody who finds all. */
const whoFindsAll = { id: "", roles: ["admin"] } as const;

type Reading = {
  readonly db: Db;
  readonly localUrls: GatewayUrls;
  /** Of the code that reads (`readCodeVersion`). */
  readonly codeVersion: string;
  /** Once it is aborted nothing more is begun. */
  readonly signal: AbortSignal;
};

/** How many answers were read and kept, and what failed on the way; an API that fails does not end it. */
type ReadAhead = { readonly answers: number; readonly failures: readonly unknown[] };

/** Begins to read ahead; `end` begins nothing more. A failure is told to `report`, once. The process runs in the package's folder. */
export function startReadingAhead(
  settings: Pick<Settings, "DATABASE_URL" | "GATEWAY_WS_PORT" | "GATEWAY_WSS_PORT">,
  report: (error: unknown) => void,
): { end(): void } {
  const ended = new AbortController();
  const read = async () => {
    const codeVersion = await readCodeVersion(process.cwd());
    const db = openDb(settings.DATABASE_URL);
    try {
      const localUrls = localGatewayUrls(settings);
      const { failures } = await readMissing({ db, localUrls, codeVersion, signal: ended.signal });
      if (failures.length > 0) {
        throw new Error(`${failures.length} APIs could not be read ahead`, { cause: failures[0] });
      }
    } finally {
      await db.$disconnect();
    }
  };
  read().catch((error) => ended.signal.aborted || report(error));
  return { end: () => ended.abort() };
}

/** Reads what is not kept, one text at a time, of the APIs that were changed last, the newest first. */
export async function readMissing(reading: Reading): Promise<ReadAhead> {
  const failures: unknown[] = [];
  let answers = 0;
  await forgetOtherKinds(reading.db, kinds);
  for (const apiId of await listLastChanged(reading.db, MOST_APIS)) {
    try {
      answers += await readDesign(reading, apiId);
      answers += await readPublished(reading, apiId);
    } catch (error) {
      failures.push(error);
    }
    if (reading.signal.aborted) break;
  }
  return { answers, failures };
}

/** What the definition's page asks of a text (app/_server/loaders.ts). */
async function readDesign(reading: Reading, apiId: string): Promise<number> {
  const api = await findApi(reading.db, apiId);
  if (api === null) return 0;
  const text = api.definition;
  const settings = settingsOfDesign(api, await listEnvironmentUrls(reading.db, reading.localUrls));
  const facts = await placeOf(reading, { apiId, of: "design", job: "readFacts", input: { text } });
  const opening = await placeOf(reading, {
    apiId,
    of: "design",
    job: "openDocument",
    input: { text, settings },
  });
  const hasRead = await readInto(reading, facts);
  if (opening.isThere || !(await isReadable(reading, facts))) return hasRead;
  return hasRead + (await readInto(reading, opening));
}

/** What the page of the developer portal asks (app/_server/published.ts). */
async function readPublished(reading: Reading, apiId: string): Promise<number> {
  const api = await findPublished(reading.db, apiId, whoFindsAll);
  if (api === null) return 0;
  const settings = settingsOfPublished(api, await getPublicUrls(reading.db, reading.localUrls));
  const input = { text: api.design.definition, settings };
  return readInto(reading, await placeOf(reading, { apiId, of: "published", job: "openDocument", input }));
}

type Wanted<Name extends KeptJob> = {
  readonly apiId: string;
  readonly of: "design" | "published";
  readonly job: Name;
  readonly input: JobInput<Name>;
};

/** Where an answer is kept; one that nobody keeps counts as there. */
type Place<Name extends KeptJob> = Wanted<Name> & {
  readonly name: KeptName;
  readonly key: string;
  readonly isThere: boolean;
};

async function placeOf<Name extends KeptJob>(
  { db, codeVersion }: Reading,
  wanted: Wanted<Name>,
): Promise<Place<Name>> {
  const question = questionOf(wanted.job, wanted.input);
  const name = { apiId: wanted.apiId, kind: `${wanted.of} ${wanted.job}` };
  const key = keyOfAnswer(codeVersion, question ?? "");
  return { ...wanted, name, key, isThere: question === null || (await isKept(db, name, key)) };
}

/** How many answers were read: one, or none where it is there, or cannot be had. */
async function readInto<Name extends KeptJob>(reading: Reading, place: Place<Name>): Promise<number> {
  if (place.isThere || reading.signal.aborted) return 0;
  const answer = await readForNobody(place.job, place.input);
  if (!answer.ok) return 0;
  await keepReading(reading.db, place.name, place.key, answer.value);
  return 1;
}

async function isReadable({ db }: Reading, { name, key }: Place<"readFacts">): Promise<boolean> {
  const facts = await findKept(db, name, key);
  // It was kept by the job's name, from the same code: the answer is of that job's type.
  return facts !== null && (facts.answer as DefinitionFacts).isReadable;
}
