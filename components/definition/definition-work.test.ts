// Work on a text in a thread beside the page: a real one, which really hangs.
import { Worker } from "node:worker_threads";
import { afterEach, expect, test } from "vitest";
import { DefinitionWork, type PortEvents, type WorkPort } from "./definition-work.ts";

/** Answers with the text; `hang` never ends, `break` ends the thread. */
const thread = `
  const { parentPort } = require("node:worker_threads");
  parentPort.on("message", ({ id, input }) => {
    while (input.text === "hang");
    if (input.text === "break") throw new Error("broken");
    parentPort.postMessage({ id, ok: true, value: input.text });
  });
`;

const started: Worker[] = [];
const ended: Worker[] = [];

function open({ onAnswer, onFailure }: PortEvents): WorkPort {
  const worker = new Worker(thread, { eval: true });
  started.push(worker);
  worker.on("message", onAnswer).on("error", onFailure);
  return {
    post: (request) => worker.postMessage(request),
    end: () => {
      ended.push(worker);
      void worker.terminate();
    },
  };
}

const work = (timeLimitMs = 30_000) => new DefinitionWork(open, timeLimitMs);

afterEach(async () => {
  await Promise.all(started.splice(0).map((worker) => worker.terminate()));
  ended.splice(0);
});

test("of the texts that wait the latest is judged, the others are passed over", async () => {
  const one = work();
  const answers = await Promise.all(["a", "b", "c"].map((text) => one.ask("judge", { text })));
  expect(answers).toEqual([
    { ok: true, value: "a" },
    { ok: false, reason: "overtaken" },
    { ok: true, value: "c" },
  ]);
  expect(started).toHaveLength(1);
});

test("work of another kind does not make room", async () => {
  const one = work();
  const answers = await Promise.all([
    one.ask("judge", { text: "a" }),
    one.ask("judge", { text: "b" }),
    one.ask("findPlace", { text: "c", path: [] }),
  ]);
  expect(answers.map((answer) => answer.ok && answer.value)).toEqual(["a", "b", "c"]);
});

test("a text that hangs the thread ends it, and the next text gets a new one", async () => {
  const one = work(500);
  const [hung, next] = await Promise.all([
    one.ask("judge", { text: "hang" }),
    one.ask("findPlace", { text: "well", path: [] }),
  ]);
  expect(hung).toEqual({ ok: false, reason: "slow" });
  expect(next).toEqual({ ok: true, value: "well" });
  expect(started).toHaveLength(2);
  expect(ended).toEqual([started[0]]);
});

test("a thread that breaks is said to have failed, and the next text gets a new one", async () => {
  const one = work();
  expect(await one.ask("judge", { text: "break" })).toEqual({ ok: false, reason: "failed" });
  expect(await one.ask("judge", { text: "well" })).toEqual({ ok: true, value: "well" });
});

test("what is ended answers nothing, and can be asked again", async () => {
  const one = work();
  const asked = one.ask("judge", { text: "hang" });
  one.end();
  expect(await asked).toEqual({ ok: false, reason: "overtaken" });
  expect(await one.ask("judge", { text: "well" })).toEqual({ ok: true, value: "well" });
});
