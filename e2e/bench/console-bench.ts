// `npm run bench console`: the console under a flood, in Chromium: frames drawn, long tasks, heap, beside a bare page that only
// counts what arrives from the same backend. Checks first that every message arrives.
import { spawn } from "node:child_process";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { type Browser, type CDPSession, chromium, type Page } from "@playwright/test";
import { WebSocketServer } from "ws";
import { formatTable, verdict, verdictAtLeast } from "#gateway/bench/text-table.ts";
import { openDb } from "#lib/db/db.ts";
import { findBrowser } from "../support/browser.ts";
import { portalUrl, stackEnvironment } from "../support/stack.ts";
import { databaseUrl } from "../support/stack-database.ts";
import { makeApi } from "../support/test-apis.ts";
import { signIn } from "./page-scripts.ts";

const PER_SECOND = 5_000;
const TICKS = 100;
const LEAST_FRAMES = 50;
const MOST_LONG_MS = 100;
/** A heap is flat where its last third is not larger than its second one by more than this. */
const MOST_GROWTH = 1.1;
const READY_WITHIN_MS = 300_000;
const SAMPLES = 12;

const MESSAGES = `    messages:
      quote:
        payload: { type: object, required: [type, symbol, price], properties: { type: { const: quote }, symbol: { type: string }, price: { type: number } } }
      trade:
        payload: { type: object, required: [type, symbol, size], properties: { type: { const: trade }, symbol: { type: string }, size: { type: integer } } }
`;

/** Sends so many messages a second to whoever connects, and counts them. */
async function startFlood() {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1", perMessageDeflate: false });
  await once(server, "listening");
  let sent = 0;
  server.on("connection", (socket) => {
    const timer = setInterval(() => {
      for (let count = 0; count < PER_SECOND / TICKS; count += 1) socket.send(messageOf(sent++));
    }, 1000 / TICKS);
    socket.on("close", () => clearInterval(timer));
    socket.on("error", () => clearInterval(timer));
  });
  const { port } = server.address() as AddressInfo; // a server on a port
  return { url: `ws://127.0.0.1:${port}`, sent: () => sent, stop: () => server.close() };
}

function messageOf(count: number): string {
  const symbol = `SYM${count % 60}`;
  return count % 5 === 0
    ? JSON.stringify({ type: "trade", symbol, size: count % 1000, note: "x".repeat(100) })
    : JSON.stringify({ type: "quote", symbol, price: 100 + (count % 97) / 7, note: "x".repeat(100) });
}

type Figures = { frames: number; longest: number; heaps: number[]; messages: number };

/** Watches a page for so long: frames a second, the longest task, the heap after collections. */
async function watch(page: Page, cdp: CDPSession, minutes: number): Promise<Omit<Figures, "messages">> {
  await page.evaluate(() => {
    const seen = { frames: 0, longest: 0 };
    Object.assign(globalThis, { seen });
    const draw = () => {
      seen.frames += 1;
      requestAnimationFrame(draw);
    };
    requestAnimationFrame(draw);
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) seen.longest = Math.max(seen.longest, duration);
    }).observe({ type: "longtask" });
  });
  const heaps: number[] = [];
  const everyMs = (minutes * 60_000) / SAMPLES;
  const started = performance.now();
  let pausedMs = 0;
  for (let sample = 0; sample < SAMPLES; sample += 1) {
    await wait(everyMs);
    const before = performance.now();
    heaps.push(await heapOf(cdp));
    pausedMs += performance.now() - before;
  }
  const seconds = (performance.now() - started - pausedMs) / 1000;
  const seen = await page.evaluate(
    () => Reflect.get(globalThis, "seen") as { frames: number; longest: number },
  );
  return { frames: seen.frames / seconds, longest: seen.longest, heaps };
}

/** Megabytes in use; what nobody holds any more is collected before, which is not the page's work. */
async function heapOf(cdp: CDPSession): Promise<number> {
  const { usedSize } = await cdp.send("Runtime.getHeapUsage");
  return usedSize / 1e6;
}

async function watchBare(browser: Browser, url: string, minutes: number): Promise<Figures> {
  const page = await browser.newPage();
  await page.goto(`${portalUrl}/healthz`);
  await page.evaluate((address) => {
    const counted = { messages: 0 };
    Object.assign(globalThis, { counted });
    new WebSocket(address).onmessage = () => {
      counted.messages += 1;
    };
  }, url);
  const cdp = await page.context().newCDPSession(page);
  const figures = await watch(page, cdp, minutes);
  const { messages } = await page.evaluate(() => Reflect.get(globalThis, "counted") as { messages: number });
  await page.close();
  return { ...figures, messages };
}

async function watchConsole(browser: Browser, apiId: string, minutes: number): Promise<Figures> {
  const context = await browser.newContext({
    storageState: await signIn(browser, portalUrl, "admin", "sluice-demo"),
  });
  const page = await context.newPage();
  await page.goto(`${portalUrl}/apis/${apiId}/try`);
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  await page
    .getByRole("button", { name: /you received.*quote/ })
    .first()
    .waitFor();
  const cdp = await context.newCDPSession(page);
  const figures = await watch(page, cdp, minutes);
  await page.getByRole("button", { name: "Disconnect" }).click();
  await page.getByText("closed", { exact: true }).waitFor();
  const words = await page.getByText(/entries; .* older ones/).textContent();
  const [kept = 0, dropped = 0] = [...(words ?? "").matchAll(/[\d,.]+[MK]?/g)].map(([text]) =>
    numberOf(text),
  );
  await context.close();
  return { ...figures, messages: kept + dropped };
}

function numberOf(text: string): number {
  const factor = text.endsWith("M") ? 1e6 : text.endsWith("K") ? 1e3 : 1;
  return Number(text.replaceAll(",", "").replace(/[MK]$/, "")) * factor;
}

async function startStack() {
  const child = spawn(process.execPath, ["bin/e2e-stack.mjs"], {
    env: { ...process.env, ...stackEnvironment },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const late = AbortSignal.timeout(READY_WITHIN_MS);
  for await (const part of child.stdout.setEncoding("utf8").iterator({ destroyOnReturn: false })) {
    if (String(part).includes("ready in")) break;
    late.throwIfAborted();
  }
  child.stdout.resume();
  return async () => {
    child.kill("SIGTERM");
    await once(child, "exit");
  };
}

/** Runs the bench and prints its table. Argument: `--minutes=N`. Resolves to the exit code: 1 where messages were missing. */
export async function runConsoleBench(args: readonly string[]): Promise<number> {
  const minutes = Number(args.find((it) => it.startsWith("--minutes="))?.slice(10) ?? 1);
  const stop = await startStack();
  const flood = await startFlood();
  const { executablePath, args: browserArgs } = findBrowser(process.env);
  const browser = await chromium.launch({
    args: [...browserArgs],
    ...(executablePath ? { executablePath } : {}),
  });
  const db = openDb(databaseUrl, { busyTimeoutMs: 5_000 });
  try {
    const { id } = await makeApi(db, "Flood", { isPublished: true, endpoint: flood.url });
    const { definition } = await db.api.findUniqueOrThrow({ where: { id }, select: { definition: true } });
    const withMessages = definition.replace("address: /*\n", `address: /*\n${MESSAGES}`);
    await db.api.update({ where: { id }, data: { definition: withMessages } });
    const bare = await measured(flood.sent, () => watchBare(browser, flood.url, minutes));
    const own = await measured(flood.sent, () => watchConsole(browser, id, minutes));
    console.log(`\n${PER_SECOND} messages a second, ${minutes} min\n${tableOf(bare, own)}`);
    return own.missing > 0 ? 1 : 0;
  } finally {
    await db.$disconnect();
    await browser.close();
    flood.stop();
    await stop();
  }
}

type Measured = Figures & { readonly missing: number };

/** What was sent and has not arrived, beyond what was on its way when the socket closed. */
async function measured(sent: () => number, run: () => Promise<Figures>): Promise<Measured> {
  const before = sent();
  const figures = await run();
  const due = sent() - before;
  return { ...figures, missing: Math.max(0, due - figures.messages - PER_SECOND) };
}

function tableOf(bare: Measured, own: Measured): string {
  const third = (heaps: readonly number[], from: number) =>
    Math.max(...heaps.slice((heaps.length * from) / 3, (heaps.length * (from + 1)) / 3));
  const growth = ({ heaps }: Measured) => third(heaps, 2) / third(heaps, 1);
  const row = (name: string, of: Measured, isOwn: boolean) => [
    name,
    String(Math.round(of.messages)),
    String(of.missing),
    `${of.frames.toFixed(1)}${isOwn ? ` ${verdictAtLeast(of.frames, LEAST_FRAMES)}` : ""}`,
    `${of.longest.toFixed(0)}${isOwn ? ` ${verdict(of.longest, MOST_LONG_MS)}` : ""}`,
    `${of.heaps.map((heap) => heap.toFixed(0)).join(" ")}`,
    `${growth(of).toFixed(2)}${isOwn ? ` ${verdict(growth(of), MOST_GROWTH)}` : ""}`,
  ];
  const head = [
    "",
    "messages",
    "missing",
    "frames/s",
    "longest task, ms",
    "heap, MB",
    "heap: last third / second",
  ];
  return formatTable(head, [row("A bare page that counts", bare, false), row("The console", own, true)]);
}
