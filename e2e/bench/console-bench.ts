// `npm run bench console`: the console under a flood, in Chromium: frames drawn, long tasks, heap, beside a bare page that only
// counts what arrives from the same backend. Checks that every message arrived, in its order, as it was written.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { loadavg } from "node:os";
import { setTimeout as wait } from "node:timers/promises";
import { type Browser, chromium, type Page } from "@playwright/test";
import { WebSocketServer } from "ws";
import { z } from "zod";
import { formatTable, verdict, verdictAtLeast } from "#gateway/bench/text-table.ts";
import { openDb } from "#lib/db/db.ts";
import { findBrowser } from "../support/browser.ts";
import { portalUrl, stackEnvironment } from "../support/stack.ts";
import { databaseUrl } from "../support/stack-database.ts";
import { makeApi } from "../support/test-apis.ts";
import { watchHeap } from "./page-heap.ts";
import { signIn } from "./page-scripts.ts";
import { longestOwnTask } from "./task-times.ts";

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
    sent = 0;
    const started = performance.now();
    const timer = setInterval(() => {
      // By the clock, not by the ticks, which come late on a busy machine.
      const due = ((performance.now() - started) / 1000) * PER_SECOND;
      // What is handed to a socket that closes is not sent.
      while (sent < due && socket.readyState === socket.OPEN) socket.send(messageOf(sent++));
    }, 1000 / TICKS);
    socket.on("close", () => clearInterval(timer));
    socket.on("error", () => clearInterval(timer));
  });
  const { port } = server.address() as AddressInfo; // a server on a port
  return { url: `ws://127.0.0.1:${port}`, sent: () => sent, stop: () => server.close() };
}

/** The same for the same number, so that what arrived can be checked. */
function messageOf(n: number): string {
  const symbol = `SYM${n % 60}`;
  const note = "x".repeat(90);
  return n % 5 === 0
    ? JSON.stringify({ type: "trade", symbol, size: n % 1000, n, note })
    : JSON.stringify({ type: "quote", symbol, price: 100 + (n % 97) / 7, n, note });
}

type Figures = {
  readonly frames: number;
  /** Of each sample, in milliseconds; 0 where none took 50. */
  readonly longest: readonly number[];
  readonly heaps: readonly number[];
  /** By the processor time of the page's main thread alone, in milliseconds, of the 20 s after the samples. */
  readonly longestOwn: number;
  readonly messages: number;
  /** Of the newest that arrived; the first is 0. */
  readonly last: number;
  /** Of those that could be looked at: out of order, or not as they were written. */
  readonly wrong: number;
};
type Heap = Awaited<ReturnType<typeof watchHeap>>;
type Watched = Pick<Figures, "frames" | "longest" | "heaps">;

/** Watches a page for so long: frames a second, the longest task, the heap after collections. */
async function watch(page: Page, heap: Heap, minutes: number): Promise<Watched> {
  await page.evaluate(() => {
    const seen = { frames: 0, longest: 0, from: 0 };
    Object.assign(globalThis, { seen });
    const draw = () => {
      seen.frames += 1;
      requestAnimationFrame(draw);
    };
    requestAnimationFrame(draw);
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries())
        if (startTime >= seen.from) seen.longest = Math.max(seen.longest, duration);
    }).observe({ type: "longtask" });
  });
  const read = () =>
    page.evaluate(() => Reflect.get(globalThis, "seen") as { frames: number; longest: number });
  const heaps: number[] = [];
  const everyMs = (minutes * 60_000) / SAMPLES;
  const longest: number[] = [];
  let [frames, seconds] = [0, 0];
  for (let sample = 0; sample < SAMPLES; sample += 1) {
    const [before, started] = [await read(), performance.now()];
    await wait(everyMs);
    const after = await read();
    frames += after.frames - before.frames;
    seconds += (performance.now() - started) / 1000;
    longest.push(after.longest);
    heaps.push(await heap.read());
    // Collecting is no work of the page's: what began before it was over is not counted.
    await page.evaluate(() => {
      Object.assign(Reflect.get(globalThis, "seen") as object, { longest: 0, from: performance.now() });
    });
  }
  return { frames: frames / seconds, longest, heaps };
}

async function watchBare(browser: Browser, url: string, minutes: number): Promise<Figures> {
  const page = await browser.newPage();
  const heap = await watchHeap(page);
  await page.goto(`${portalUrl}/healthz`);
  await page.evaluate((address) => {
    const counted = { messages: 0, last: "{}" };
    const socket = new WebSocket(address);
    Object.assign(globalThis, { counted, socket });
    socket.onmessage = ({ data }) => {
      counted.messages += 1;
      counted.last = data;
    };
  }, url);
  const watched = await watch(page, heap, minutes);
  const longestOwn = await longestOwnTask(browser, page);
  const { messages, last } = await page.evaluate(() => {
    (Reflect.get(globalThis, "socket") as WebSocket).close();
    return Reflect.get(globalThis, "counted") as { messages: number; last: string };
  });
  await page.close();
  return { ...watched, longestOwn, messages, last: numberIn(last), wrong: 0 };
}

async function watchConsole(browser: Browser, apiId: string, minutes: number): Promise<Figures> {
  const context = await browser.newContext({
    storageState: await signIn(browser, portalUrl, "admin", "sluice-demo"),
  });
  const page = await context.newPage();
  const heap = await watchHeap(page);
  await page.goto(`${portalUrl}/apis/${apiId}/try`);
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  await page
    .getByRole("button", { name: /you received.*quote/ })
    .first()
    .waitFor();
  const watched = await watch(page, heap, minutes);
  const longestOwn = await longestOwnTask(browser, page);
  await page.getByRole("button", { name: "Disconnect" }).click();
  await page.getByText("closed", { exact: true }).waitFor();
  const words = await page.getByText(/entries; .* older ones/).textContent();
  const [kept = 0, dropped = 0] = [...(words ?? "").matchAll(/[\d,]+/g)].map(([text]) =>
    Number(text.replaceAll(",", "")),
  );
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save as JSON lines" }).click();
  const texts = textsIn(await readFile(await (await saved).path(), "utf8"));
  await context.close();
  // What is kept besides is what happened to the connection: it opened before all of it, and closed.
  const messages = dropped + kept - EVENTS;
  const from = messages - texts.length;
  const wrong = texts.filter((text, place) => text !== messageOf(from + place)).length;
  return { ...watched, longestOwn, messages, last: numberIn(texts.at(-1) ?? "{}"), wrong };
}

/** Opened, closed. */
const EVENTS = 2;

/** The messages in a file of JSON lines, as they were written. */
function textsIn(file: string): readonly string[] {
  const lines = file.split("\n").filter((line) => line !== "");
  return lines.flatMap((line) => {
    const { text } = z.looseObject({ text: z.string().optional() }).parse(JSON.parse(line));
    return text === undefined ? [] : [text];
  });
}

function numberIn(text: string): number {
  return z.looseObject({ n: z.number() }).parse(JSON.parse(text)).n;
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
    const load = loadavg().map((it) => it.toFixed(1));
    console.log(
      `\n${PER_SECOND} messages a second, ${minutes} min each; load of the machine ${load.join(", ")}`,
    );
    console.log(tableOf(bare, own));
    return own.missing + own.wrong > 0 ? 1 : 0;
  } finally {
    await db.$disconnect();
    await browser.close();
    flood.stop();
    await stop();
  }
}

type Measured = Figures & { readonly missing: number };

/** Gaps in what arrived, and what was sent and has not arrived beyond what was on its way when the socket closed. */
async function measured(sent: () => number, run: () => Promise<Figures>): Promise<Measured> {
  const figures = await run();
  const gaps = Math.abs(figures.last + 1 - figures.messages);
  return { ...figures, missing: gaps + Math.max(0, sent() - figures.messages - PER_SECOND) };
}

function tableOf(bare: Measured, own: Measured): string {
  const third = (heaps: readonly number[], from: number) =>
    Math.max(...heaps.slice((heaps.length * from) / 3, (heaps.length * (from + 1)) / 3));
  const growth = ({ heaps }: Measured) => third(heaps, 2) / third(heaps, 1);
  const row = (name: string, of: Measured, isOwn: boolean) => [
    name,
    String(Math.round(of.messages)),
    String(of.missing),
    // The bare page keeps nothing that could be looked at.
    isOwn ? String(of.wrong) : "-",
    `${of.frames.toFixed(1)}${isOwn ? ` ${verdictAtLeast(of.frames, LEAST_FRAMES)}` : ""}`,
    `${of.longest.map((it) => it.toFixed(0)).join(" ")}${isOwn ? ` ${verdict(Math.max(...of.longest), MOST_LONG_MS)}` : ""}`,
    of.longestOwn.toFixed(0),
    `${of.heaps.map((heap) => heap.toFixed(0)).join(" ")}`,
    `${growth(of).toFixed(2)}${isOwn ? ` ${verdict(growth(of), MOST_GROWTH)}` : ""}`,
  ];
  const head = [
    "",
    "messages",
    "missing",
    "wrong",
    "frames/s",
    "longest tasks, ms",
    "by its own processor time",
    "heap, MB",
    "heap: last third / second",
  ];
  return formatTable(head, [row("A bare page that counts", bare, false), row("The console", own, true)]);
}
