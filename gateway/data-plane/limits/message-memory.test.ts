// The memory of messages: bounded in sum, never all of it for one API, and given back.
import { expect, it } from "vitest";
import { MessageMemory } from "#gateway/data-plane/limits/message-memory.ts";

it("is 256 MB where nothing else is said, three quarters of it for an API that is alone", () => {
  expect(new MessageMemory().holdFor("a").room()).toBe(0.75 * 256 * 1_048_576);
});

it("leaves a part that is free to other APIs, and takes back what closes", () => {
  const memory = new MessageMemory(1_000);
  const [first, second, other] = [memory.holdFor("a"), memory.holdFor("a"), memory.holdFor("b")];
  expect(first.room()).toBe(750);
  first.take(500);
  expect(second.room()).toBe(250);
  second.take(250);
  expect([first.room(), other.room()]).toEqual([0, 187]);
  second.close();
  second.give(250);
  first.give(100);
  expect(first.room()).toBe(350);
  first.close();
  expect(other.room()).toBe(750);
});
