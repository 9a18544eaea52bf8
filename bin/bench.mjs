// `npm run bench NAME`: measures, after checking that what it measures answers properly. Without a name it lists the
// benches. What they measure, and the figures of one machine, are in docs/benchmarks.md.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { prepareBrowser } from "./prepare/installers.mjs";
import { reportFailure } from "./prepare/launch-failure.mjs";
import { Progress } from "./prepare/progress.mjs";
import { getRuntime, sluiceEnvironment } from "./prepare/runtime.mjs";
import { generate, install } from "./prepare/steps.mjs";

const benches = {
  gateway: {
    what: "the gateway beside a ws relay, http-proxy-3, httpxy, HAProxy and nginx where installed: CPU, latency, handshakes, memory",
    options: [
      "--quick                rough, in half a minute",
      "--only=NAME[,NAME]     some of them, for example Sluice,HAProxy",
      "--loads=NAME[,NAME]    some of the measurements: ws-128-1 … wss-4096-8, rate, handshakes, idle, crowd",
      "--profile              CPU profiles of the proxies in node_modules/.cache/bench",
      "--workers=N            instead: the whole gateway with 1 to N workers",
    ],
    load: async () => (await import("../gateway/bench/gateway-bench.ts")).runGatewayBench,
  },
  routing: {
    what: "10,000 APIs of ten topics: loading them, routing a handshake, one deploy",
    options: [],
    load: async () => (await import("#gateway/bench/routing/routing-bench.ts")).runRoutingBench,
  },
  consumers: {
    what: "100,000 keys of 10,000 applications: loading them, admitting one, one revocation; the search among 10,000 APIs",
    options: [],
    load: async () => (await import("#gateway/bench/consumers/consumers-bench.ts")).runConsumersBench,
  },
  soak: {
    what: "the whole gateway under connections that come and go, deploys and a dying backend: what is lost, how it grows",
    options: [
      "--minutes=N            how long; 1 where left out",
      "--connections=N        how many; 1000 where left out",
      "--rate=N               messages per second on all of them; 2000 where left out",
    ],
    load: async () => (await import("#gateway/bench/soak/soak-bench.ts")).runSoakBench,
  },
  portal: {
    what: "server render time of every page of an API with 1,000 APIs, JavaScript of the first load",
    options: [
      "--quick                rough",
      "--definitions          only how long definitions take to be read and previewed",
      "--preview              only how long the preview beside the editor takes",
      "--people               only how ten people who work hold up the portal's event loop",
    ],
    needsBrowser: true,
    load: async () => (await import("../e2e/bench/portal-bench.ts")).runPortalBench,
  },
  console: {
    what: "the console under 5,000 messages a second in Chromium, beside a bare page: frames, long tasks, heap",
    options: ["--minutes=N            how long each; 1 where left out"],
    needsBrowser: true,
    load: async () => (await import("../e2e/bench/console-bench.ts")).runConsoleBench,
  },
  "sign-in": {
    what: "how long the sign-in page takes while strangers loop on wrong passwords",
    options: ["--quick                rough"],
    load: async () => (await import("../e2e/bench/sign-in-bench.ts")).runSignInBench,
  },
};

/** On a Node that cannot run TypeScript, the same command again on the one that Sluice brings. */
function runOnOwnRuntime() {
  const runtime = getRuntime();
  const args = [fileURLToPath(import.meta.url), ...process.argv.slice(2)];
  return spawnSync(runtime, args, { stdio: "inherit", env: sluiceEnvironment(runtime) }).status ?? 1;
}

async function bench() {
  const [name, ...args] = process.argv.slice(2);
  const found = Object.hasOwn(benches, name ?? "") ? benches[name] : undefined;
  if (!found) {
    if (name) console.log(`There is no bench "${name}".\n`);
    console.log("npm run bench NAME [-- OPTIONS]\n");
    for (const [known, { what, options }] of Object.entries(benches)) {
      console.log(
        [`  ${known.padEnd(9)} ${what}`, ...options.map((line) => `              ${line}`)].join("\n"),
      );
    }
    return name ? 1 : 0;
  }
  const progress = new Progress({ total: 2 });
  await install(progress, "full");
  await generate(progress);
  if (Number(process.versions.node.split(".")[0]) < 24) return runOnOwnRuntime();
  if (found.needsBrowser) await prepareBrowser();
  return (await found.load())(args);
}

bench()
  .catch(reportFailure)
  .then((code) => process.exit(code));
