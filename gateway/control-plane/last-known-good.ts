// The last known good routing state in DATA_DIR: what the gateway starts from when the database is out of reach.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { credentialRecordSchema, type RoutingEntry, routeRecordSchema } from "#lib/routing/route-record.ts";
import { entryKey, type RoutingState } from "./routing-state.ts";

const entrySchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("route"), id: z.string(), record: routeRecordSchema }),
  z.object({ kind: z.literal("credential"), id: z.string(), record: credentialRecordSchema }),
]);
const fileSchema = z.object({
  format: z.literal(1),
  environment: z.string(),
  revision: z.int(),
  entries: z.array(entrySchema),
});

export class LastKnownGood {
  readonly #path: string;
  readonly #environment: string;

  constructor(folder: string, environment: string) {
    this.#path = join(folder, `routing-${environment.replaceAll(/[^A-Za-z0-9_-]/g, "_")}.json`);
    this.#environment = environment;
  }

  /** The saved state, or null where there is none for this environment. Throws where the file is damaged. */
  read(): RoutingState | null {
    let text: string;
    try {
      text = readFileSync(this.#path, "utf8");
    } catch {
      return null; // nothing was saved yet
    }
    const file = fileSchema.parse(JSON.parse(text));
    if (file.environment !== this.#environment) return null;
    const entries = file.entries.map((entry): [string, RoutingEntry] => [entryKey(entry), entry]);
    return { revision: file.revision, entries: new Map(entries) };
  }

  /** Replaces the file in one step, so that a crash leaves the former one. */
  write(state: RoutingState): void {
    mkdirSync(join(this.#path, ".."), { recursive: true, mode: 0o700 });
    const file = {
      format: 1,
      environment: this.#environment,
      revision: state.revision,
      entries: [...state.entries.values()],
    };
    const draft = `${this.#path}.${process.pid}.tmp`;
    writeFileSync(draft, JSON.stringify(file), { mode: 0o600 });
    renameSync(draft, this.#path);
  }
}
