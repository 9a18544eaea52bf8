// Takes the files of a document, for the page that imports it: POST /apis/create/import/files. A route, since forms of server
// actions hold 2 MB; whoever asks is checked as there.
import { unstable_rethrow } from "next/navigation";
import { admitPerson, explainFailure } from "#app/_server/action.ts";
import { isSameOrigin } from "#app/_server/same-origin.ts";
import { bringFiles } from "#lib/imports/commands.ts";
import { MAX_UPLOAD_BYTES } from "#lib/imports/files/brought-files.ts";
import type { SentForm } from "#lib/imports/files/read-files.ts";
import { done, type Outcome, refuse } from "#lib/kernel/outcome.ts";

export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request.headers)) return new Response(null, { status: 403 });
  try {
    const asPerson = request.headers.get("x-as-person");
    const person = await admitPerson("api:design", asPerson === null ? {} : { asPerson });
    if (!person.ok) return answer(person);
    return answer(await bringFiles(() => receive(request), person.value.id));
  } catch (error) {
    unstable_rethrow(error);
    return answer(explainFailure(error));
  }
}

function answer(outcome: Outcome<unknown>): Response {
  return Response.json(outcome, { headers: { "cache-control": "no-store" } });
}

const tooLarge = refuse(
  "too_large",
  `These files have more than ${MAX_UPLOAD_BYTES / 1_000_000} MB. Bring only the document and what it refers to.`,
);

async function receive({ headers, body }: Request): Promise<Outcome<SentForm>> {
  if (Number(headers.get("content-length")) > MAX_UPLOAD_BYTES) return tooLarge;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.length;
    if (size > MAX_UPLOAD_BYTES) return tooLarge;
    chunks.push(chunk);
  }
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return done({ bytes, contentType: headers.get("content-type") ?? "" });
}
