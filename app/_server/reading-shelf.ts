// Where the portal keeps what it read of definitions: in the database, so that a restart, and another portal, need not read
// them again. Nothing here ever fails a request: at worst a text is read once more.
import "server-only";
import { createHash } from "node:crypto";
import { after } from "next/server";
import { keepReading } from "#lib/definition-work/kept-readings/commands.ts";
import {
  findKept,
  type KeptName,
  keyOfAnswer,
  readCodeVersion,
} from "#lib/definition-work/kept-readings/repository.ts";
import type { Shelf } from "#lib/definition-work/shelf.ts";
import { getDb } from "./db.ts";
import { getLog } from "./log.ts";

/** What this process found or put on the shelf last, by API and kind: it is not written again at every request. */
const lying = new Map<string, string>();
const MOST_NOTED = 5_000;

let codeVersion: Promise<string> | undefined;

/** Of an API: its design, or what of it is published. */
export function shelfOf(apiId: string, text: "design" | "published"): Shelf {
  const nameOf = (job: string) => ({ apiId, kind: `${text} ${job}` });
  return {
    async find(job, question) {
      const found = await noted(async () => findKept(getDb(), nameOf(job), await keyOf(question)));
      if (found) note(nameOf(job), question);
      return found ?? null;
    },
    keep(job, question, answer) {
      const name = nameOf(job);
      if (!note(name, question)) return;
      const put = async () => keepReading(getDb(), name, await keyOf(question), answer).then(() => true);
      after(async () => {
        if (!(await noted(put))) lying.delete(placeOf(name));
      });
    },
  };
}

/** False where that is noted already. */
function note(name: KeptName, question: string): boolean {
  const place = placeOf(name);
  const digest = createHash("sha256").update(question).digest("base64url");
  if (lying.get(place) === digest) return false;
  lying.delete(place);
  lying.set(place, digest);
  if (lying.size > MOST_NOTED) lying.delete(lying.keys().next().value ?? "");
  return true;
}

function placeOf({ apiId, kind }: KeptName): string {
  return `${apiId} ${kind}`;
}

async function keyOf(question: string): Promise<string> {
  codeVersion ??= readCodeVersion(/* turbopackIgnore: true */ process.cwd());
  return keyOfAnswer(await codeVersion, question);
}

/** What fails here is a line in the log. */
async function noted<Value>(task: () => Promise<Value>): Promise<Value | undefined> {
  try {
    return await task();
  } catch (error) {
    getLog().warn({ err: error }, "what was read of a definition could not be kept or found");
    return undefined;
  }
}
