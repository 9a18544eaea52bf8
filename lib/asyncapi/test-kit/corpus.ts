// Documents of AsyncAPI for tests: those of the world (../shared/asyncapi-corpus) where they stand beside the project, otherwise
// the small set of its own in corpus/. SLUICE_CORPUS=lib/asyncapi/test-kit/corpus asks for that one.
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** An entry of the manifest, and what stands in its file. */
export type CorpusEntry = {
  /** Path in the corpus: `v3/valid/prices-oneof.yaml`. */
  readonly file: string;
  readonly version: string;
  /** Of `@asyncapi/parser`; `needs-network` where a reference leads to another host. */
  readonly verdict: "valid" | "invalid" | "needs-network";
  readonly multiFile: boolean;
  /** References to other hosts. */
  readonly httpRefs: number;
  readonly bytes: number;
  readonly text: string;
};

const MANIFEST = "manifest.json";
/** The small set, which is always there. */
export const OWN_CORPUS = join(import.meta.dirname, "corpus");
const WORLD = resolve(import.meta.dirname, "../../../../shared/asyncapi-corpus");
const folder = process.env.SLUICE_CORPUS
  ? resolve(process.env.SLUICE_CORPUS)
  : existsSync(join(WORLD, MANIFEST))
    ? WORLD
    : OWN_CORPUS;
const isOwn = folder === OWN_CORPUS;

/** For the names of suites. */
export const corpusName = isOwn ? "the small corpus" : "the corpus of the world";

/** All documents of a corpus, in the order of its manifest. */
export function listCorpus(from = folder): CorpusEntry[] {
  const entries: Omit<CorpusEntry, "text">[] = JSON.parse(readFileSync(join(from, MANIFEST), "utf8"));
  return entries.map((entry) => ({ ...entry, text: readFileSync(join(from, entry.file), "utf8") }));
}

/** The valid documents of AsyncAPI 3. */
export function listCurrentCorpus(): CorpusEntry[] {
  return listCorpus().filter(({ version, verdict }) => version.startsWith("3") && verdict === "valid");
}

/** The text of the valid document of AsyncAPI 3 whose file's name ends so; undefined where the corpus has none. */
export function findDocument(ending: string): string | undefined {
  return listCurrentCorpus().find(({ file }) => file.endsWith(`_${ending}`) || file.endsWith(`/${ending}`))
    ?.text;
}

/** The least that a suite has to find in the documents of the world, or in the small set: fewer, and it looked at nothing. */
export function leastOf(least: { readonly world: number; readonly own: number }): number {
  return isOwn ? least.own : least.world;
}
