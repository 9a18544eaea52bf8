// The samples that the portal offers, run as they stand against a gateway with a key: each sends its message and prints what
// comes back. What is not at hand on a machine is skipped, alone, and says so.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { WebSocketServer } from "ws";
import { apiKey, applicationEntry, planEntry } from "#gateway/data-plane/test-kit/consumers.ts";
import { credentialEntry, route, routeEntry, startGateway } from "#gateway/data-plane/test-kit/gateway.ts";
import { clientSamples } from "#lib/console/client-samples.ts";

const KEY = "secret";
const NASTY = `it's "$HOME" \`id\` \\ $(id)\nüber {{x}}`;

type Runner = {
  readonly client: string;
  /** Command that ends well where the client is at hand. */
  readonly probe: readonly [command: string, ...words: string[]];
  /** Runs the file; what it is called decides in which language it is read. */
  readonly file: string;
  readonly run: readonly [command: string, ...words: string[]];
};

/** Go's own cache of modules: nothing is fetched by a test. */
const goModule =
  "GOSUMDB=off GOPROXY=file://$(go env GOMODCACHE)/cache/download; export GOSUMDB GOPROXY; go mod init sample && go get github.com/coder/websocket";
const runners: readonly Runner[] = [
  { client: "wscat", probe: ["wscat", "--version"], file: "sample.sh", run: ["sh", "sample.sh"] },
  { client: "websocat", probe: ["websocat", "--version"], file: "sample.sh", run: ["sh", "sample.sh"] },
  {
    client: "Node.js",
    probe: [process.execPath, "--version"],
    file: "sample.mjs",
    run: [process.execPath, "--input-type=module", "-"],
  },
  {
    client: "Python",
    probe: ["python3", "-c", "import websockets.sync.client"],
    file: "sample.py",
    run: ["python3", "-u", "sample.py"],
  },
  {
    client: "Go",
    probe: ["sh", "-c", `cd "$(mktemp -d)" && ${goModule}`],
    file: "main.go",
    run: ["sh", "-c", `${goModule} && exec go run .`],
  },
];

const isAtHand = ({ probe: [command, ...words] }: Runner) => spawnSync(command, words).status === 0;

/** A gateway in front of a backend that answers in words of its own: what is printed is no echo of what was typed. */
async function start(): Promise<Record<"ws" | "wss", string>> {
  const server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
  server.on("connection", (socket) => socket.on("message", (data) => socket.send(`heard ${String(data)}`)));
  onTestFinished(() => {
    for (const socket of server.clients) socket.terminate();
    server.close();
  });
  await once(server, "listening");
  const { port } = server.address() as AddressInfo; // listening on a port
  const gateway = await startGateway([
    planEntry({}),
    applicationEntry(),
    credentialEntry(apiKey(KEY)),
    routeEntry(route(`ws://127.0.0.1:${port}`, { security: { apiKey: true } })),
  ]);
  return {
    ws: `ws://127.0.0.1:${gateway.wsPort}/echo/1.0.0`,
    wss: `wss://127.0.0.1:${gateway.wssPort}/echo/1.0.0`,
  };
}

/** All that a sample prints until it has printed the text; it fails with what it said where it ends before. */
async function outputWith(text: string, { file, run: [command, ...words] }: Runner, code: string) {
  const directory = mkdtempSync(join(tmpdir(), "sluice-sample-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  writeFileSync(join(directory, file), code);
  // Node.js finds `ws` beside the product: its sample is read from there, not from the folder of the file.
  const isPiped = words.includes("-");
  const child = spawn(command, words, {
    cwd: isPiped ? process.cwd() : directory,
    env: { ...process.env, KEY },
    detached: true,
  });
  onTestFinished(() => {
    // The whole group: a shell does not take its client along.
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid);
  });
  if (isPiped) child.stdin.end(code);
  let output = "";
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  child.stdout.setEncoding("utf8").on("data", (part: string) => {
    output += part;
    if (output.includes(text)) resolve(output);
  });
  let complaint = "";
  child.stderr.setEncoding("utf8").on("data", (part: string) => {
    complaint += part;
  });
  child.on("error", reject);
  child.on("close", () => reject(new Error(`it ended: ${output}\n${complaint}`)));
  return promise;
}

for (const runner of runners) {
  const { client } = runner;
  const isMissing = !isAtHand(runner);
  describe.skipIf(isMissing)(
    `the sample for ${client}${isMissing ? ", which is not at hand here," : ""}`,
    () => {
      it.each(["ws", "wss"] as const)("sends its text over %s and prints the answer", async (transport) => {
        const url = (await start())[transport];
        const of = { url, subprotocols: [], message: NASTY, hasKey: true };
        const code = clientSamples(of).find((sample) => sample.client === client)?.code ?? "";
        const answer = `heard ${NASTY}`;
        expect(await outputWith(answer, runner, code)).toContain(answer);
      });
    },
  );
}
