// Plays a scenario against an API without a browser: npm run -s scenario -- FILE --url ws://localhost:9099/chats/1.0.0
// The key comes from the environment (KEY), so that it stands in no list of processes, and so do the values that the file
// names. Exit code 0 where all went as
// expected, 1 where it did not, 2 where it could not be played.
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import type { ConsoleMessage } from "#lib/console/catalogue.ts";
import { readCatalogueOf } from "#lib/console/catalogue-of-text.ts";
import { readScenario } from "#lib/console/scenario.ts";
import { filledScenario } from "#lib/console/scenario-values.ts";
import { Player } from "./scenario/player.ts";
import { countWords, stepWords } from "./scenario/step-words.ts";

const USAGE = `Usage: KEY=… npm run -s scenario -- FILE --url URL [--definition FILE] [--insecure]
  --url         address of the API at the gateway: ws://localhost:9099/chats/1.0.0
  --definition  AsyncAPI document that names the messages (YAML or JSON)
  --insecure    takes a certificate that nobody vouches for`;

/** Reads what the command line asks for; throws with what to do. */
function readArguments() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      url: { type: "string" },
      definition: { type: "string" },
      insecure: { type: "boolean", default: false },
    },
  });
  const [file] = positionals;
  if (file === undefined || values.url === undefined) throw new Error(USAGE);
  if (!/^wss?:\/\//.test(values.url) || !URL.canParse(values.url))
    throw new Error(`${values.url} is no ws or wss URL.\n${USAGE}`);
  const read = readScenario(readFileSync(file, "utf8"));
  if (!read.ok) throw new Error(`${file}:${read.line}: ${read.message}`);
  const filled = filledScenario(read.scenario, process.env);
  if (!filled.ok) throw new Error(filled.missing.map((name) => missingWords(file, name)).join("\n"));
  const messages = values.definition === undefined ? [] : messagesIn(values.definition);
  return {
    written: read.scenario,
    scenario: filled.scenario,
    url: values.url,
    isInsecure: values.insecure,
    messages,
  };
}

function missingWords(file: string, name: string): string {
  return `${file} leaves the value of ${name} out: give it in the environment, ${name}=… before the command.`;
}

function messagesIn(file: string): readonly ConsoleMessage[] {
  const catalogue = readCatalogueOf(readFileSync(file, "utf8"));
  if (!catalogue.ok) throw new Error(`${file}: ${catalogue.message}`);
  return catalogue.value.topics.flatMap(({ sends, receives }) => [...sends, ...receives]);
}

async function main(): Promise<number> {
  const { written, scenario, url, ...options } = readArguments();
  const player = new Player(url, options);
  console.log(scenario.scenario);
  try {
    let skippedInAll = 0;
    for (const [index, step] of scenario.steps.entries()) {
      const { wrong, skipped } = await player.play(step);
      const others = skipped === 0 || wrong.length > 0 ? "" : ` (${countWords(skipped)} skipped)`;
      // Not as it is played: values of the environment may be secret.
      const words = stepWords(written.steps[index] ?? step);
      console.log(`${wrong.length === 0 ? "✓" : "✗"} ${index + 1}. ${words}${others}`);
      for (const line of wrong) console.log(`    ${line}`);
      if (wrong.length > 0) return 1;
      skippedInAll += skipped;
    }
    const others = skippedInAll === 0 ? "" : `; ${countWords(skippedInAll)} skipped`;
    console.log(`${scenario.steps.length} steps, all as expected${others}`);
    return 0;
  } finally {
    player.end();
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
}
