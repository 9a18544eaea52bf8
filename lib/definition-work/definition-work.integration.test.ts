// Long work on definitions in real threads: what hangs or eats memory is ended, and nobody else waits for it.
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { address } from "#lib/asyncapi/reading/address.ts";
import { removeFolder } from "#lib/db/test-kit/remove-folder.ts";
import {
  openDocument,
  patchTopics,
  readFacts,
  readParts,
  readSearch,
} from "#lib/definition-work/commands.ts";
import { JobThreads, NOBODY } from "#lib/definition-work/job-threads.ts";

const folder = mkdtempSync(join(tmpdir(), "sluice-jobs-"));
afterAll(() => removeFolder(folder));

const script = `
  const { parentPort } = require("node:worker_threads");
  const held = [];
  parentPort.on("message", (job) => {
    if (job === "hang") for (;;);
    if (job === "eat") for (;;) held.push(new Array(100_000).fill(job));
    if (job === "die") process.exit(3);
    parentPort.postMessage(job === "throw" ? { failure: "no" } : { value: job });
  });
  parentPort.postMessage({ isReady: true });`;

function threads(
  limits: { threads?: number; waiting?: number; waitingEach?: number; timeLimitMs?: number } = {},
) {
  const file = join(folder, "jobs.cjs");
  writeFileSync(file, script);
  const defaults = {
    threads: 1,
    waiting: 10,
    waitingEach: 10,
    timeLimitMs: 20_000,
    memoryLimitMb: 64,
    idleAfterMs: 1000,
  };
  return new JobThreads({ file, ...defaults, ...limits });
}

const of = (person: string, subject = "") => ({ person, subject });

describe("threads for jobs", () => {
  it("end a job that takes too long, and go on with the next", async () => {
    const pool = threads({ timeLimitMs: 1000 });
    const [slow, next] = await Promise.all([pool.run("hang", of("cleo")), pool.run("a", of("cleo"))]);
    expect(slow).toMatchObject({ ok: false, reason: "slow" });
    expect(next).toEqual({ ok: true, value: "a" });
  });

  it("end a job that takes too much memory, and go on with the next", async () => {
    const pool = threads();
    expect(await pool.run("eat", of("cleo"))).toMatchObject({ ok: false, reason: "slow" });
    expect(await pool.run("b", of("cleo"))).toEqual({ ok: true, value: "b" });
  });

  it("answer for a thread that throws or ends", async () => {
    const pool = threads();
    expect(await pool.run("throw", of("cleo"))).toEqual({ ok: false, reason: "failed", message: "no" });
    expect(await pool.run("die", of("cleo"))).toMatchObject({ ok: false, reason: "failed" });
    expect(await pool.run("c", of("cleo"))).toEqual({ ok: true, value: "c" });
  });

  it("refuse more than may wait", async () => {
    const pool = threads({ waiting: 1, timeLimitMs: 1000 });
    const answers = await Promise.all([
      pool.run("hang", of("cleo")),
      pool.run("a", of("cleo")),
      pool.run("b", of("cleo")),
    ]);
    expect(answers[2]).toMatchObject({ ok: false, reason: "busy" });
  });
});

describe("the time limit of a job", () => {
  it("does not count what it waits: other work on the machine is not its own", async () => {
    const file = join(folder, "waiting.cjs");
    writeFileSync(
      file,
      `const { parentPort } = require("node:worker_threads");
       parentPort.on("message", () => setTimeout(() => parentPort.postMessage({ value: "waited" }), 700));
       parentPort.postMessage({ isReady: true });`,
    );
    const limits = { waiting: 1, waitingEach: 1, timeLimitMs: 200, memoryLimitMb: 64, idleAfterMs: 1000 };
    const pool = new JobThreads({ file, threads: 1, ...limits });
    expect(await pool.run("", of("cleo"))).toEqual({ ok: true, value: "waited" });
  });
});

describe("two persons who share threads", () => {
  it("have one each, however much one of them asks for", async () => {
    const pool = threads({ threads: 2, timeLimitMs: 2000 });
    const order: string[] = [];
    const run = async (job: string, person: string) => {
      await pool.run(job, of(person));
      order.push(`${person} ${job}`);
    };
    await Promise.all([run("hang", "mallory"), run("hang", "mallory"), run("small", "cleo")]);
    expect(order).toEqual(["cleo small", "mallory hang", "mallory hang"]);
  });

  it("take turns, whatever one of them has waiting", async () => {
    const pool = threads();
    const order: unknown[] = [];
    const run = async (job: string, person: string) => {
      await pool.run(job, of(person));
      order.push(job);
    };
    const flood = ["f1", "f2", "f3", "f4"].map((job) => run(job, "mallory"));
    await Promise.all([...flood, run("small", "cleo")]);
    expect(order).toEqual(["f1", "f2", "small", "f3", "f4"]);
  });

  it("come before a job that nobody waits for, which is never refused", async () => {
    const pool = threads({ waiting: 1 });
    const order: unknown[] = [];
    const run = async (job: string, person: string) => {
      await pool.run(job, of(person));
      order.push(job);
    };
    const asked = [run("first", "cleo"), run("quiet", NOBODY), run("small", "mallory")];
    await Promise.all(asked);
    expect(order).toEqual(["first", "small", "quiet"]);
  });

  it("are refused by their own number only", async () => {
    const pool = threads({ waitingEach: 1 });
    const flood = ["f1", "f2", "f3"].map((job) => pool.run(job, of("mallory")));
    expect(await pool.run("small", of("cleo"))).toEqual({ ok: true, value: "small" });
    const answers = await Promise.all(flood);
    expect(answers.map(({ ok }) => ok)).toEqual([true, true, false]);
    expect(answers[2]).toMatchObject({ reason: "own_busy" });
  });
});

describe("a large definition", () => {
  const text = `asyncapi: 3.0.0\ninfo: {title: T, version: '1'}\nchannels: {a: {address: /a}}\nx: [${Array(40_000).fill(1).join(",")}]\n`;
  const settings = { title: "T", version: "1", servers: [], security: { apiKey: true, oauth2: false } };

  it("is read in a thread, while this one goes on, and only once", async () => {
    let turns = 0;
    const ticking = setInterval(() => {
      turns += 1;
    }, 1);
    const [facts, again] = await Promise.all([readFacts(text, "cleo"), readFacts(text, "cleo")]);
    clearInterval(ticking);
    expect(facts).toMatchObject({ isReadable: true, topics: [{ address: "/a" }] });
    expect(again).toBe(facts);
    expect(turns).toBeGreaterThan(5);
  });

  it("gives the consumer's document, and takes topics", async () => {
    const opening = await openDocument({ text, settings }, "cleo");
    expect(opening).toMatchObject({ ok: true, value: { view: { channels: [{ address: "/a" }] } } });
    const { topics } = await readFacts(text, "cleo");
    expect(await patchTopics(text, topics, "cleo")).toEqual({ ok: true, value: text });
  });
});

describe("the opening of a short definition", () => {
  it("has its descriptions read in a thread, while this one goes on", async () => {
    const text = "asyncapi: 3.0.0\ninfo: {title: T, version: '1', description: '**Read** me'}\n";
    const opening = openDocument({ text, settings: null }, "cleo");
    const others = new Promise((resolve) => setImmediate(() => resolve("others")));
    expect(await Promise.race([opening.then(() => "opening"), others])).toBe("others");
    expect(await opening).toMatchObject({ ok: true, value: { texts: [["**Read** me", { type: "root" }]] } });
  });

  it("is made at once where nothing of it is Markdown", async () => {
    const text = "asyncapi: 3.0.0\ninfo: {title: T, version: '1', description: Plain words}\n";
    const opening = openDocument({ text, settings: null }, "cleo");
    const others = new Promise((resolve) => setImmediate(() => resolve("others")));
    expect(await Promise.race([opening.then(() => "opening"), others])).toBe("opening");
    expect(await opening).toMatchObject({ ok: true, value: { texts: [] } });
  });

  it.each(["Plain words", "Some *Markdown*"])("is made once: %s", async (description) => {
    const text = `asyncapi: 3.0.0\ninfo: {title: Once, version: '1', description: '${description}'}\n`;
    const opening = await openDocument({ text, settings: null }, "cleo");
    expect(await openDocument({ text, settings: null }, "theo")).toBe(opening);
  });
});

describe("the design as a document to read", () => {
  const text = `asyncapi: 3.0.0
info: { title: T, version: '1' }
servers: { backend: { host: backend.internal, protocol: wss } }
channels: { a: { address: /a } }
`;

  it("has its own servers, which the consumer's has not, on its page, in its parts and in its search", async () => {
    const settings = { title: "T", version: "1", servers: [], security: { apiKey: true, oauth2: false } };
    const read = async (of: typeof settings | null) => {
      const input = { text, settings: of };
      const ids = [address.channel("a")];
      const answers = [
        await openDocument(input, "cleo"),
        await readSearch(input, "cleo"),
        await readParts({ ...input, ids }, "cleo"),
      ];
      expect(answers.map(({ ok }) => ok)).toEqual([true, true, true]);
      return JSON.stringify(answers);
    };
    expect(await read(null)).toContain("backend.internal");
    expect(await read(settings)).not.toContain("backend");
    expect(await read(null)).toContain("backend.internal");
  });
});

describe("a person with many large definitions", () => {
  const large = (name: string) =>
    `asyncapi: 3.0.0\ninfo: {title: ${name}, version: '1'}\nx: [${Array(40_000).fill(1).join(",")}]\n`;

  it("keeps nobody else waiting, nor who asks for the same one", async () => {
    // A thread that is still being started, as both would be, is no wait for somebody else's definitions.
    await Promise.all([readFacts(large("w1"), "mallory"), readFacts(large("w2"), "cleo")]);
    const order: string[] = [];
    const read = async (name: string, person: string) => {
      await readFacts(large(name), person);
      order.push(`${person} ${name}`);
    };
    const names = ["1", "2", "3", "4", "5", "6", "7", "last"];
    const flood = names.map((name) => read(name, "mallory"));
    await Promise.all([...flood, read("last", "cleo")]);
    expect(order.indexOf("cleo last")).toBeLessThan(order.indexOf("mallory 6"));
  });

  it("is told so beyond the number that may wait", async () => {
    const flood = Array.from({ length: 40 }, (_, place) => readFacts(large(`f${place}`), "mallory"));
    const [cleos, ...answers] = await Promise.all([readFacts(large("c"), "cleo"), ...flood]);
    expect(cleos).toMatchObject({ isReadable: true });
    expect(answers.at(-1)?.diagnostics).toMatchObject([
      { code: "definition-busy", message: expect.stringContaining("Several of your large definitions") },
    ]);
  });
});

describe("a thread that has worked on something", () => {
  it("is asked again about it, whichever was idle last", async () => {
    const counting = `
      const { parentPort } = require("node:worker_threads");
      let jobs = 0;
      parentPort.on("message", () => parentPort.postMessage({ value: (jobs += 1) }));`;
    const file = join(folder, "counting.cjs");
    writeFileSync(file, counting);
    const limits = {
      waiting: 10,
      waitingEach: 10,
      timeLimitMs: 20_000,
      memoryLimitMb: 64,
      idleAfterMs: 1000,
    };
    const pool = new JobThreads({ file, threads: 2, ...limits });
    await Promise.all([pool.run("", of("cleo", "a")), pool.run("", of("dan", "b"))]);
    for (const value of [2, 3, 4]) expect(await pool.run("", of("cleo", "b"))).toEqual({ ok: true, value });
    expect(await pool.run("", of("cleo", "a"))).toEqual({ ok: true, value: 2 });
  });

  it("has nothing of the process's environment", async () => {
    const file = join(folder, "environment.cjs");
    writeFileSync(
      file,
      `const { parentPort } = require("node:worker_threads");
       parentPort.on("message", () => parentPort.postMessage({ value: Object.keys(process.env) }));`,
    );
    const limits = { waiting: 1, waitingEach: 1, timeLimitMs: 20_000, memoryLimitMb: 64, idleAfterMs: 1000 };
    expect(await new JobThreads({ file, threads: 1, ...limits }).run("", of("cleo"))).toEqual({
      ok: true,
      value: [],
    });
  });
});

describe("the parts of a consumer's document", () => {
  const payload = { type: "object", properties: { price: { type: "number" } } };
  const message = { payload, examples: [{ payload: { price: "dear" } }] };
  const messages = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`m${index}`, message]));
  const text = JSON.stringify({
    asyncapi: "3.0.0",
    info: { title: "T", version: "1" },
    channels: { a: { address: "/a", messages } },
    operations: { o: { action: "send", channel: { $ref: "#/channels/a" } } },
  });
  const settings = { title: "T", version: "1", servers: [], security: { apiKey: true, oauth2: false } };

  it("come later with their examples checked, whatever the address is", async () => {
    const opening = await openDocument({ text, settings }, "cleo");
    const drawn = opening.ok ? opening.value.view.channels[0]?.operations[0]?.messages : [];
    expect(drawn?.[0]?.examples[0]?.misfits).toEqual(["/price must be a number"]);
    expect(drawn?.at(-1)).toMatchObject({ key: "m299", examples: [], laterHeight: expect.any(Number) });
    const id = address.message(address.operation("o"), "m299");
    const parts = await readParts({ text, settings, ids: [id, "__proto__", "nothing"] }, "cleo");
    const read = JSON.parse(parts.ok ? parts.value : "null");
    expect(read[id].message.examples[0].misfits).toEqual(["/price must be a number"]);
    expect(Object.entries(read).slice(1)).toEqual([
      ["__proto__", null],
      ["nothing", null],
    ]);
  });
});
