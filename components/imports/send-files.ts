// Sends files of one document to the portal, which bundles them.
import { callAction } from "#components/ui/call-action.ts";
import {
  type BroughtFiles,
  FILES_FIELD,
  MAIN_FIELD,
  MAX_UPLOAD_BYTES,
} from "#lib/imports/files/brought-files.ts";
import { type Outcome, type Refusal, refuse } from "#lib/kernel/outcome.ts";

const megabyte = 1_000_000;
/** For what stands around the files in the form. */
const FORM_BYTES = 100_000;

type Sent = {
  readonly files: readonly File[];
  /** The document among them, where a person chose it. */
  readonly main: string | null;
  /** For whom the page was drawn. */
  readonly asPerson: string;
};

/** Never rejects. Refusals: `too_large`, `forbidden`, `unreachable`, and those of the portal. */
export async function sendFiles({ files, main, asPerson }: Sent): Promise<Outcome<BroughtFiles>> {
  const size = files.reduce((sum, file) => sum + file.size, 0);
  if (size > MAX_UPLOAD_BYTES - FORM_BYTES) return tooLarge(size);
  const body = new FormData();
  for (const file of files) body.append(FILES_FIELD, file, file.name);
  if (main !== null) body.append(MAIN_FIELD, main);
  const headers = { "x-as-person": asPerson };
  return callAction(async () => {
    const answer = await fetch("/apis/create/import/files", { method: "POST", body, headers });
    if (answer.status === 413) return tooLarge(size);
    if (answer.status === 403) return notAllowed;
    // The route answers with nothing else.
    return (await answer.json()) as Outcome<BroughtFiles>;
  });
}

const notAllowed = refuse(
  "forbidden",
  "Your roles do not allow this, or no longer do. Ask an administrator.",
);

function tooLarge(bytes: number): Refusal {
  return refuse(
    "too_large",
    `These files have ${(bytes / megabyte).toFixed(1)} MB; at most ${MAX_UPLOAD_BYTES / megabyte} MB can be brought at once. Bring only the document and what it refers to.`,
  );
}
