// Brings into a document what it refers to by address, because a person asked for it: round by round, since what is fetched
// refers on. Only hosts are asked that the person has seen; another one's address stays in the document.
import { MAX_DEFINITION_BYTES } from "#lib/asyncapi/definition-size.ts";
import type { Bundle } from "#lib/imports/files/bundle.ts";
import type { Fetched } from "#lib/imports/files/file-ref.ts";
import { done, type Outcome, refuse } from "#lib/kernel/outcome.ts";

const MAX_ADDRESSES = 50;
const AT_ONCE = 4;
const MAX_PROBLEMS = 50;

export type ReferencesInput = {
  readonly text: string;
  /** Where the document came from: what its relative references start at. Null where nobody knows. */
  readonly address: string | null;
  /** Hosts, with their ports, that may be asked. */
  readonly hosts: readonly string[];
};

/** A bundle to be made, as a thread takes it. */
export type BundleJob = {
  readonly main: string;
  readonly files: ReadonlyMap<string, string>;
  readonly fetched: Fetched;
};

export type IncludedReferences = {
  readonly text: string;
  /** Addresses that something was brought from. */
  readonly parts: readonly string[];
  /** What was not included and why, in words. */
  readonly problems: readonly string[];
};

type Means = {
  /** Gives where the document was in the end, and what stands there. */
  readonly fetch: (address: string) => Promise<Outcome<{ readonly url: string; readonly text: string }>>;
  readonly bundle: (job: BundleJob) => Promise<Outcome<Bundle>>;
};

/** Refusals: `bundle`, `too_large`, and those of making a bundle. What is wrong with one address is among the problems. */
export async function includeReferences(
  { text, address, hosts }: ReferencesInput,
  { fetch, bundle }: Means,
): Promise<Outcome<IncludedReferences>> {
  const main = address ?? "document";
  const files = new Map([[main, text]]);
  const foundAt = new Map<string, string>();
  const refused = new Map<string, string>();
  const take = async (wanted: string) => {
    const answer = await fetch(wanted);
    if (!answer.ok) return void refused.set(wanted, answer.message);
    files.set(wanted, answer.value.text);
    foundAt.set(wanted, answer.value.url);
  };
  for (;;) {
    const made = await bundle({ main, files, fetched: { foundAt, refused } });
    if (!made.ok) return made;
    const next = made.value.wanted.filter((wanted) => hosts.includes(new URL(wanted).host));
    if (next.length === 0) return included(made.value, main);
    const room = MAX_ADDRESSES - foundAt.size - refused.size;
    for (const wanted of next.slice(Math.max(room, 0)))
      refused.set(wanted, `The document refers to more than ${MAX_ADDRESSES} addresses.`);
    const asked = next.slice(0, Math.max(room, 0));
    for (let index = 0; index < asked.length; index += AT_ONCE)
      await Promise.all(asked.slice(index, index + AT_ONCE).map(take));
  }
}

function included({ text, parts, diagnostics }: Bundle, main: string): Outcome<IncludedReferences> {
  if (text === "") return refuse("bundle", diagnostics.map(({ message }) => message).join(" "));
  if (new TextEncoder().encode(text).length > MAX_DEFINITION_BYTES)
    return refuse(
      "too_large",
      `With all that it refers to the document is larger than ${MAX_DEFINITION_BYTES / 1024 / 1024} MiB. Keep it as it is.`,
    );
  // Addresses of hosts that were not asked stay in the text, and are offered anew.
  const problems = diagnostics.filter(({ code }) => code !== "bundle-address").slice(0, MAX_PROBLEMS);
  return done({
    text,
    parts,
    problems: problems.map(({ file, message }) =>
      file === main ? message : `${file.slice(0, 200)}: ${message}`,
    ),
  });
}
