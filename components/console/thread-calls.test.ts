// Calls from one thread to another: in order, each with its own answer.
import { afterEach, expect, test } from "vitest";
import { type Port, ThreadCalls } from "./thread-calls.ts";

const open: MessagePort[] = [];
afterEach(() => {
  for (const port of open.splice(0)) port.close();
});

function twoEnds(): readonly [Port, Port] {
  const { port1, port2 } = new MessageChannel();
  open.push(port1, port2);
  for (const port of [port1, port2]) port.start();
  return [port1, port2];
}

test("run in the order in which they were called, and each is answered with its own value", async () => {
  const [here, there] = twoEnds();
  const ran: number[] = [];
  const functions = {
    double: (value: number) => {
      ran.push(value);
      return value === 1 ? new Promise<number>((resolve) => setImmediate(resolve, 2)) : value * 2;
    },
  };
  new ThreadCalls<Record<string, never>>(there, functions);
  const calls = new ThreadCalls<typeof functions>(here, {});
  const answers = await Promise.all([1, 2, 3].map((value) => calls.call("double", value)));
  expect(ran).toEqual([1, 2, 3]);
  expect(answers).toEqual([2, 4, 6]);
});

test("one that throws is told to who called it, and the next is answered", async () => {
  const [here, there] = twoEnds();
  const functions = {
    check: (value: number) => {
      if (value === 0) throw new RangeError("nothing");
      return value;
    },
  };
  new ThreadCalls<Record<string, never>>(there, functions);
  const calls = new ThreadCalls<typeof functions>(here, {});
  await expect(calls.call("check", 0)).rejects.toThrow("nothing");
  expect(await calls.call("check", 5)).toBe(5);
});
