// `npm test`: the whole test on a fresh clone. Installs what is missing (Redis and the browser too), then runs checks,
// unit, integration and browser tests. The closing line is `N passed, N failed`.
import { prepareBrowser, prepareRedis } from "./prepare/installers.mjs";
import { reportFailure } from "./prepare/launch-failure.mjs";
import { formatDuration, Progress } from "./prepare/progress.mjs";
import { build, generate, install } from "./prepare/steps.mjs";
import { listChecks, playwrightPhase, runPhase, summarise, vitestPhase } from "./testing/phases.mjs";

// A developer's own settings must not reach the tests: they would be tested, or worse, written to.
const own = [
  "DATABASE_URL",
  "REDIS_URL",
  "DATA_DIR",
  "SLUICE_MODE",
  "SLUICE_SECRETS_KEY",
  "HOST",
  "OPS_HOST",
  "TLS_CERT",
  "TLS_KEY",
  "AUTH_SECRET",
  "PUBLIC_URL",
];

/** Runs a step as a phase: its failure is counted, and does not keep the next phases from running. */
async function stepAsPhase(name, step) {
  process.stdout.write(`\n▶ ${name}\n`);
  const startedAt = Date.now();
  const code = await step().then(() => 0, reportFailure);
  const count = { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
  return { name, code, tookMs: Date.now() - startedAt, count };
}

async function browserPhases() {
  let browser = "";
  const results = [
    await stepAsPhase("build", () => build(new Progress({ total: 1 }))),
    await stepAsPhase("browser", async () => {
      browser = await prepareBrowser();
    }),
  ];
  if (results.every(({ code }) => code === 0)) {
    results.push(await runPhase(playwrightPhase("e2e"), browser ? { SLUICE_BROWSER: browser } : {}));
  }
  return results;
}

async function test() {
  const startedAt = Date.now();
  for (const variable of own) delete process.env[variable];
  const progress = new Progress({ total: 2 });
  await install(progress, "full");
  await generate(progress);
  const results = [];
  for (const phase of listChecks()) results.push(await runPhase(phase));
  results.push(await stepAsPhase("redis", prepareRedis));
  results.push(await runPhase(vitestPhase("integration")));
  results.push(...(await browserPhases()));
  process.stdout.write(`\nThe whole test took ${formatDuration(Date.now() - startedAt)}.\n`);
  return summarise(results);
}

function reportNothingRun(error) {
  reportFailure(error);
  process.stdout.write("\n0 passed, 1 failed\n");
  return 1;
}

test()
  .catch(reportNothingRun)
  .then((code) => process.exit(code));
